import { newcombeDifference, relativeLift, welchDifference, type Proportion } from '@widecast/stats';
import { rangeOf, spendingOf, type Range } from './arm-result.ts';
import type { ArmCounts } from './figures.ts';

export interface Lift {
  readonly arm: string;
  readonly against: string;
  readonly metric: 'visit' | 'conversion';
  /** Rate of the arm minus rate of the other, with Newcombe's interval. */
  readonly difference: number | null;
  readonly interval: Range | null;
  /** The difference as a share of the other's rate. */
  readonly relative: number | null;
  readonly relativeInterval: Range | null;
}

export interface SpendDifference {
  readonly arm: string;
  readonly against: string;
  /** Spend per customer of the arm minus that of the other, with Welch's interval. */
  readonly difference: number | null;
  readonly interval: Range | null;
}

export interface Comparison {
  readonly arm: ArmCounts;
  readonly against: ArmCounts;
}

const METRICS = [['visit', 'visits'], ['conversion', 'conversions']] as const;

const rateOf = (arm: ArmCounts, counted: 'visits' | 'conversions'): Proportion => ({ successes: arm[counted], trials: arm.customers });

/** Every arm against the hold-out first, then every arm against those named after it. */
export function comparisonsOf(arms: readonly ArmCounts[]): Comparison[] {
  const treated = arms.filter(({ holdOut }) => !holdOut);
  const held = arms.filter(({ holdOut }) => holdOut);
  const withHoldOut = treated.flatMap((arm) => held.map((against) => ({ arm, against })));
  const among = treated.flatMap((arm, index) => treated.slice(index + 1).map((against) => ({ arm, against })));
  return [...withHoldOut, ...among];
}

export function liftsOf({ arm, against }: Comparison): Lift[] {
  return METRICS.map(([metric, counted]) => {
    const difference = newcombeDifference(rateOf(arm, counted), rateOf(against, counted));
    const relative = relativeLift(rateOf(arm, counted), rateOf(against, counted));
    return {
      arm: arm.arm, against: against.arm, metric,
      difference: difference?.difference ?? null, interval: rangeOf(difference),
      relative: relative?.estimate ?? null, relativeInterval: rangeOf(relative),
    };
  });
}

export function spendDifferenceOf({ arm, against }: Comparison): SpendDifference {
  const difference = welchDifference(spendingOf(arm), spendingOf(against));
  return { arm: arm.arm, against: against.arm, difference: difference?.difference ?? null, interval: rangeOf(difference) };
}
