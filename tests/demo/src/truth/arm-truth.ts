import type { Customer, Outcome } from '../market/customer.ts';
import { costOf, type ArmPlan } from '../market/market.ts';
import { differenceInterval, meanInterval, meanOf, scoreInterval, type Bounds, type Count, type Mean } from './statistics/intervals.ts';
import { relativeDifference } from './statistics/relative.ts';

/** What the report must say of an arm. */
export interface ArmTruth {
  readonly arm: string;
  readonly holdOut: boolean;
  readonly customers: number;
  readonly sent: number;
  readonly visits: number;
  readonly visitRate: number;
  readonly visitInterval: Bounds;
  readonly conversions: number;
  readonly conversionRate: number;
  readonly conversionInterval: Bounds;
  readonly spend: number;
  readonly spendPerCustomer: number;
  readonly spendMean: Mean;
  readonly spendInterval: Bounds | null;
  readonly costPerMessage: number;
  readonly cost: number;
  readonly costPerConversion: number | null;
}

export interface LiftTruth {
  readonly arm: string;
  readonly against: string;
  readonly metric: 'visit' | 'conversion';
  readonly difference: number;
  readonly interval: Bounds;
  /** Null where the other arm has nothing to divide by. */
  readonly relative: number | null;
  readonly relativeInterval: Bounds | null;
}

const countOf = (successes: number, trials: number): Count => ({ successes, trials });

/** Counts over the members of an arm, by what they are known to do. */
export function armTruth(plan: ArmPlan, members: readonly Customer[], outcomeOf: (customer: Customer) => Outcome): ArmTruth {
  const outcomes = members.map(outcomeOf);
  const customers = members.length;
  const visits = outcomes.filter(({ visit }) => visit).length;
  const conversions = outcomes.filter(({ spend }) => spend !== null).length;
  const spending = outcomes.map(({ spend }) => spend ?? 0);
  const spend = spending.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100;
  const spendMean = meanOf(spending);
  const holdOut = plan.subject === null;
  const sent = holdOut ? 0 : customers;
  const cost = sent * costOf(plan);
  return {
    arm: plan.name, holdOut, customers, sent,
    visits, visitRate: visits / customers, visitInterval: scoreInterval(countOf(visits, customers)),
    conversions, conversionRate: conversions / customers, conversionInterval: scoreInterval(countOf(conversions, customers)),
    spend, spendPerCustomer: spend / customers, spendMean, spendInterval: meanInterval(spendMean),
    costPerMessage: costOf(plan), cost, costPerConversion: conversions === 0 ? null : cost / conversions,
  };
}

export interface SpendTruth {
  readonly arm: string;
  readonly against: string;
  readonly difference: number;
  readonly interval: Bounds | null;
}

/** Every mailed arm against the hold-out, and against every mailed arm behind it. */
function pairsOf(arms: readonly ArmTruth[]): (readonly [treated: ArmTruth, control: ArmTruth])[] {
  const treated = arms.filter(({ holdOut }) => !holdOut);
  const control = arms.filter(({ holdOut }) => holdOut);
  return treated.flatMap((arm, index) => [...control, ...treated.slice(index + 1)].map((against) => [arm, against] as const));
}

export const liftTruths = (arms: readonly ArmTruth[]): LiftTruth[] =>
  pairsOf(arms).flatMap(([treated, control]) => [
    liftOf('visit', { treated, control, count: ({ visits, customers }) => countOf(visits, customers) }),
    liftOf('conversion', { treated, control, count: ({ conversions, customers }) => countOf(conversions, customers) }),
  ]);

export const spendTruths = (arms: readonly ArmTruth[]): SpendTruth[] =>
  pairsOf(arms).map(([{ arm, spendMean: a }, { arm: against, spendMean: b }]) => {
    const both = { mean: a.mean - b.mean, squaredError: a.squaredError + b.squaredError };
    return { arm, against, difference: both.mean, interval: meanInterval(both) };
  });

interface Pair {
  readonly treated: ArmTruth;
  readonly control: ArmTruth;
  readonly count: (arm: ArmTruth) => Count;
}

function liftOf(metric: LiftTruth['metric'], { treated, control, count }: Pair): LiftTruth {
  const [a, b] = [count(treated), count(control)];
  const ratio = relativeDifference(a, b);
  return {
    arm: treated.arm,
    against: control.arm,
    metric,
    difference: a.successes / a.trials - b.successes / b.trials,
    interval: differenceInterval(a, b),
    relative: ratio?.relative ?? null,
    relativeInterval: ratio?.interval ?? null,
  };
}
