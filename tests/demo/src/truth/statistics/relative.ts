import { rateOf, scoreInterval, type Bounds, type Count } from './intervals.ts';

const STEPS = 200;

export interface Relative {
  /** How much higher the treated rate is, as a share of the other. */
  readonly relative: number;
  readonly interval: Bounds;
}

/**
 * The ratios R for which "treated rate - R × other rate" is nought at an end of its interval (Donner and Zou 2012), found by
 * halving and not by the closed form of libs/stats. Null where the other has no successes.
 */
export function relativeDifference(treated: Count, control: Count): Relative | null {
  const [a, b] = [rateOf(treated), rateOf(control)];
  if (b === 0) return null;
  const [low, high] = scoreInterval(treated);
  const [controlLow, controlHigh] = scoreInterval(control);
  const lowest = rootOf((ratio) => a - ratio * b - Math.hypot(a - low, ratio * (controlHigh - b)));
  const highest = rootOf((ratio) => a - ratio * b + Math.hypot(high - a, ratio * (b - controlLow)));
  return { relative: a / b - 1, interval: [lowest - 1, highest - 1] };
}

/** Where a function that falls from a value of nought or more crosses nought. */
function rootOf(valueAt: (ratio: number) => number): number {
  if (valueAt(0) <= 0) return 0;
  let [low, high] = [0, 1];
  while (valueAt(high) > 0) high *= 2;
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (valueAt(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}
