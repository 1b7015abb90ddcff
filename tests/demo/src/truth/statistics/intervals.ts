/** 0.975 quantile of the normal distribution. */
const Z = 1.959963984540054;

export type Bounds = readonly [low: number, high: number];

export interface Count {
  readonly successes: number;
  readonly trials: number;
}

export const rateOf = ({ successes, trials }: Count): number => successes / trials;

/**
 * The rates p that a score test does not reject: the two roots of (r - p)² = z² p (1 - p) / n. Written from the equation
 * and not from the closed form of libs/stats, which it checks.
 */
export function scoreInterval(count: Count): Bounds {
  const { trials } = count;
  if (trials === 0) return [0, 1];
  const rate = rateOf(count);
  const a = 1 + (Z * Z) / trials;
  const b = -(2 * rate + (Z * Z) / trials);
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * rate * rate));
  return [(-b - root) / (2 * a), (-b + root) / (2 * a)];
}

export interface Mean {
  readonly mean: number;
  /** Of the mean, squared; unknown below two values. */
  readonly squaredError: number;
}

/** By the spread around the mean, value by value. */
export function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, squaredError: variance / values.length };
}

/** The normal interval of a mean, or of the difference of two; null where the spread is unknown. */
export function meanInterval({ mean, squaredError }: Mean): Bounds | null {
  const margin = Z * Math.sqrt(squaredError);
  return Number.isFinite(margin) ? [mean - margin, mean + margin] : null;
}

/** Newcombe's hybrid score interval of the difference of two rates. */
export function differenceInterval(treated: Count, control: Count): Bounds {
  const [low, high] = scoreInterval(treated);
  const [controlLow, controlHigh] = scoreInterval(control);
  const [rate, controlRate] = [rateOf(treated), rateOf(control)];
  const difference = rate - controlRate;
  return [
    difference - Math.sqrt((rate - low) ** 2 + (controlHigh - controlRate) ** 2),
    difference + Math.sqrt((high - rate) ** 2 + (controlRate - controlLow) ** 2),
  ];
}
