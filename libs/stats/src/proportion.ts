import { criticalValue } from './normal-quantile.ts';

export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Score interval of a rate (Wilson 1927), without continuity correction; null when there were no trials, for then there
 * is no rate. Throws RangeError on counts that cannot be.
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Interval | null {
  const z = criticalValue(confidence);
  assertCounts({ successes, trials });
  if (trials === 0) return null;
  const estimate = successes / trials;
  const z2 = z * z;
  const scale = 1 / (1 + z2 / trials);
  const centre = (estimate + z2 / (2 * trials)) * scale;
  const margin = z * Math.sqrt((estimate * (1 - estimate)) / trials + z2 / (4 * trials * trials)) * scale;
  return {
    estimate,
    low: successes === 0 ? 0 : Math.max(0, centre - margin),
    high: successes === trials ? 1 : Math.min(1, centre + margin),
  };
}

/**
 * Difference of two independent rates, first minus second, with the hybrid score interval (Newcombe 1998, method 10);
 * null when either side had no trials. Throws RangeError on counts that cannot be.
 */
export function newcombeDifference(first: Proportion, second: Proportion, confidence = 0.95): Difference | null {
  const a = wilsonInterval(first.successes, first.trials, confidence);
  const b = wilsonInterval(second.successes, second.trials, confidence);
  if (a === null || b === null) return null;
  const difference = a.estimate - b.estimate;
  return {
    difference,
    low: difference - Math.hypot(a.estimate - a.low, b.high - b.estimate),
    high: difference + Math.hypot(a.high - a.estimate, b.estimate - b.low),
  };
}

function assertCounts({ successes, trials }: Proportion): void {
  for (const [name, count] of Object.entries({ successes, trials })) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`${name} must be a whole number, 0 or more; got ${count}`);
    }
  }
  if (successes > trials) throw new RangeError(`successes must not exceed trials; got ${successes} of ${trials}`);
}
