import { type Interval, type Proportion, wilsonInterval } from './proportion.ts';

/**
 * How much higher the treated rate is than the control rate, as a share of the control rate (0.25 is a quarter more),
 * with the interval of Donner and Zou 2012 (MOVER-R over score intervals). It excludes 0 exactly when
 * `newcombeDifference` does. Null when either side had no trials or the control had no successes.
 */
export function relativeLift(treated: Proportion, control: Proportion, confidence = 0.95): Interval | null {
  const a = wilsonInterval(treated.successes, treated.trials, confidence);
  const b = wilsonInterval(control.successes, control.trials, confidence);
  if (a === null || b === null || b.estimate === 0) return null;
  return { estimate: a.estimate / b.estimate - 1, low: lowestRatio(a, b) - 1, high: highestRatio(a, b) - 1 };
}

function lowestRatio(a: Interval, b: Interval): number {
  if (a.estimate === 0) return 0;
  const product = a.estimate * b.estimate;
  const top = a.low * (2 * a.estimate - a.low);
  const bottom = b.high * (2 * b.estimate - b.high);
  // The paper divides by `bottom`, which may be 0; this is the same root with the numerator made rational.
  return top / (product + Math.sqrt(Math.max(0, product * product - top * bottom)));
}

function highestRatio(a: Interval, b: Interval): number {
  const product = a.estimate * b.estimate;
  const top = a.high * (2 * a.estimate - a.high);
  const bottom = b.low * (2 * b.estimate - b.low);
  return (product + Math.sqrt(Math.max(0, product * product - top * bottom))) / bottom;
}
