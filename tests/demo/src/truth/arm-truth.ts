import type { Customer, Outcome } from '../market/customer.ts';
import { differenceInterval, scoreInterval, type Bounds } from './intervals.ts';

/** What the report must say of an arm. */
export interface ArmTruth {
  readonly arm: string;
  readonly isHoldOut: boolean;
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
}

export interface LiftTruth {
  readonly arm: string;
  readonly against: string;
  readonly metric: 'visit' | 'conversion';
  readonly difference: number;
  readonly interval: Bounds;
}

export interface ArmMembers {
  readonly name: string;
  readonly isHoldOut: boolean;
  readonly members: readonly Customer[];
}

/** Counts over the members of an arm, by what they are known to do. */
export function armTruth({ name, isHoldOut, members }: ArmMembers, outcomeOf: (customer: Customer) => Outcome): ArmTruth {
  const outcomes = members.map(outcomeOf);
  const visits = outcomes.filter(({ visit }) => visit).length;
  const purchases = outcomes.map(({ spend }) => spend).filter((spend) => spend !== null);
  const spend = purchases.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100;
  const customers = members.length;
  return {
    arm: name,
    isHoldOut,
    customers,
    sent: isHoldOut ? 0 : customers,
    visits,
    visitRate: visits / customers,
    visitInterval: scoreInterval({ successes: visits, trials: customers }),
    conversions: purchases.length,
    conversionRate: purchases.length / customers,
    conversionInterval: scoreInterval({ successes: purchases.length, trials: customers }),
    spend,
    spendPerCustomer: spend / customers,
  };
}

/** Every mailed arm against the hold-out, and against every mailed arm behind it. */
export function liftTruths(arms: readonly ArmTruth[]): LiftTruth[] {
  const treated = arms.filter(({ isHoldOut }) => !isHoldOut);
  const control = arms.filter(({ isHoldOut }) => isHoldOut);
  const pairs = treated.flatMap((arm, index) => [...control, ...treated.slice(index + 1)].map((against) => [arm, against] as const));
  return pairs.flatMap(([arm, against]) => [
    liftOf('visit', { treated: arm, control: against, count: ({ visits, customers }) => ({ successes: visits, trials: customers }) }),
    liftOf('conversion', { treated: arm, control: against, count: ({ conversions, customers }) => ({ successes: conversions, trials: customers }) }),
  ]);
}

interface Pair {
  readonly treated: ArmTruth;
  readonly control: ArmTruth;
  readonly count: (arm: ArmTruth) => { readonly successes: number; readonly trials: number };
}

function liftOf(metric: LiftTruth['metric'], { treated, control, count }: Pair): LiftTruth {
  const [a, b] = [count(treated), count(control)];
  return {
    arm: treated.arm,
    against: control.arm,
    metric,
    difference: a.successes / a.trials - b.successes / b.trials,
    interval: differenceInterval(a, b),
  };
}
