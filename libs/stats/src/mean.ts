import { criticalValue } from './normal-quantile.ts';
import type { Difference, Interval } from './proportion.ts';

/** What is kept of a sample, in the unit of its values: add the customers who spent nothing to the count. */
export interface Sample {
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

interface Moments {
  readonly mean: number;
  readonly squaredError: number;
}

// Rounding in a long sum of squares, relative; a larger shortfall cannot come from rounding.
const ROUNDING = 1e-9;

/**
 * Normal interval of a mean, meant for samples of some dozens and more; null below two values, for then there is no
 * spread. Throws RangeError on sums that no sample can have.
 */
export function meanInterval(sample: Sample, confidence = 0.95): Interval | null {
  const z = criticalValue(confidence);
  const moments = momentsOf(sample);
  if (moments === null) return null;
  const margin = z * Math.sqrt(moments.squaredError);
  return { estimate: moments.mean, low: moments.mean - margin, high: moments.mean + margin };
}

/**
 * Difference of two means, first minus second, with unequal variances (Welch 1947) and the normal quantile; null when
 * either side has fewer than two values. Throws RangeError on sums that no sample can have.
 */
export function welchDifference(first: Sample, second: Sample, confidence = 0.95): Difference | null {
  const z = criticalValue(confidence);
  const a = momentsOf(first);
  const b = momentsOf(second);
  if (a === null || b === null) return null;
  const difference = a.mean - b.mean;
  const margin = z * Math.sqrt(a.squaredError + b.squaredError);
  return { difference, low: difference - margin, high: difference + margin };
}

function momentsOf({ count, sum, sumOfSquares }: Sample): Moments | null {
  assertSample({ count, sum, sumOfSquares });
  if (count < 2) return null;
  const mean = sum / count;
  const variance = Math.max(0, sumOfSquares - mean * sum) / (count - 1);
  return { mean, squaredError: variance / count };
}

function assertSample({ count, sum, sumOfSquares }: Sample): void {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`count must be a whole number, 0 or more; got ${count}`);
  }
  if (!Number.isFinite(sum)) throw new RangeError(`sum must be a finite number; got ${sum}`);
  if (!Number.isFinite(sumOfSquares) || sumOfSquares < 0) {
    throw new RangeError(`sumOfSquares must be a finite number, 0 or more; got ${sumOfSquares}`);
  }
  const least = count === 0 ? 0 : (sum * sum) / count;
  if (sumOfSquares < least * (1 - ROUNDING) || (count === 0 && (sum !== 0 || sumOfSquares !== 0))) {
    throw new RangeError(`no ${count} values have the sum ${sum} and the sum of squares ${sumOfSquares}`);
  }
}
