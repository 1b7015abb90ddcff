import { describe, expect, it } from '@jest/globals';
import { newcombeDifference, wilsonInterval } from './proportion.ts';

function width(trials: number, confidence: number): number {
  const interval = wilsonInterval(trials / 2, trials, confidence);
  return interval === null ? Number.NaN : interval.high - interval.low;
}

describe('wilsonInterval', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3; and 10 of 20.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [10, 20, 0.2993, 0.7007],
  ])('gives the published limits for %d of %d', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);

    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('holds the estimate, stays within 0 and 1 and mirrors successes and failures', () => {
    for (const trials of [1, 2, 7, 40, 1_000_000]) {
      for (const successes of [0, 1, Math.floor(trials / 3), trials - 1, trials]) {
        const here = wilsonInterval(successes, trials) ?? { estimate: -1, low: 1, high: 0 };
        const mirror = wilsonInterval(trials - successes, trials);

        expect(here.low).toBeGreaterThanOrEqual(0);
        expect(here.high).toBeLessThanOrEqual(1);
        expect(here.low).toBeLessThanOrEqual(here.estimate);
        expect(here.high).toBeGreaterThanOrEqual(here.estimate);
        expect(mirror?.low).toBeCloseTo(1 - here.high, 12);
      }
    }
  });

  it('narrows with more trials and widens with more confidence', () => {
    expect(width(400, 0.95)).toBeLessThan(width(100, 0.95));
    expect(width(100, 0.99)).toBeGreaterThan(width(100, 0.95));
  });

  it('has no rate without trials', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it.each([
    [-1, 10, /successes must be a whole number/],
    [1, -10, /trials must be a whole number/],
    [0.5, 10, /successes must be a whole number/],
    [11, 10, /successes must not exceed trials; got 11 of 10/],
    [Number.NaN, 10, RangeError],
  ])('refuses %d successes of %d', (successes, trials, error) => {
    expect(() => wilsonInterval(successes, trials)).toThrow(error);
  });
});

describe('newcombeDifference', () => {
  // Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ])('gives the published limits for %d/%d against %d/%d', (a, m, b, n, low, high) => {
    const result = newcombeDifference({ successes: a, trials: m }, { successes: b, trials: n });

    expect(result?.difference).toBeCloseTo(a / m - b / n, 12);
    expect(result?.low).toBeCloseTo(low, 4);
    expect(result?.high).toBeCloseTo(high, 4);
  });

  it('changes only its sign when the sides are exchanged', () => {
    const a = { successes: 17, trials: 90 };
    const b = { successes: 31, trials: 77 };

    expect(newcombeDifference(a, b)?.low).toBeCloseTo(-(newcombeDifference(b, a)?.high ?? 0), 12);
  });

  it('has no difference when a side has no trials', () => {
    expect(newcombeDifference({ successes: 0, trials: 0 }, { successes: 1, trials: 2 })).toBeNull();
    expect(newcombeDifference({ successes: 1, trials: 2 }, { successes: 0, trials: 0 })).toBeNull();
  });
});
