import { describe, expect, it } from '@jest/globals';
import { meanInterval, type Sample, welchDifference } from './mean.ts';

function sampleOf(values: readonly number[]): Sample {
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
  };
}

describe('meanInterval', () => {
  it('counts the customers who spent nothing', () => {
    const interval = meanInterval(sampleOf([0, 0, 0, 40]));

    expect(interval?.estimate).toBe(10);
    expect(interval?.low).toBeCloseTo(10 - 1.959964 * 10, 4);
    expect(interval?.high).toBeCloseTo(10 + 1.959964 * 10, 4);
  });

  it('has no width when all values are equal, whatever the rounding', () => {
    const interval = meanInterval(sampleOf(Array.from({ length: 1000 }, () => 0.1)));

    expect(interval?.low).toBeCloseTo(0.1, 6);
    expect(interval?.high).toBeCloseTo(0.1, 6);
  });

  it('is not defined below two values', () => {
    expect(meanInterval({ count: 0, sum: 0, sumOfSquares: 0 })).toBeNull();
    expect(meanInterval({ count: 1, sum: 5, sumOfSquares: 25 })).toBeNull();
  });

  it.each([
    [{ count: -1, sum: 0, sumOfSquares: 0 }, /count must be/],
    [{ count: 2, sum: Number.NaN, sumOfSquares: 0 }, /sum must be/],
    [{ count: 2, sum: 1, sumOfSquares: -1 }, /sumOfSquares must be/],
    [{ count: 2, sum: 10, sumOfSquares: 49 }, /no 2 values have/],
    [{ count: 0, sum: 1, sumOfSquares: 1 }, /no 0 values have/],
  ])('refuses the impossible sample %j', (sample, error) => {
    expect(() => meanInterval(sample)).toThrow(error);
  });
});

describe('welchDifference', () => {
  it('adds the squared standard errors of both sides', () => {
    const result = welchDifference(sampleOf([1, 2, 3, 4, 5]), sampleOf([2, 4, 6]));

    expect(result?.difference).toBeCloseTo(-1, 12);
    expect(result?.high).toBeCloseTo(-1 + 1.959964 * Math.sqrt(2.5 / 5 + 4 / 3), 5);
  });

  it('is not defined when a side has fewer than two values', () => {
    expect(welchDifference(sampleOf([1, 2]), sampleOf([1]))).toBeNull();
  });
});
