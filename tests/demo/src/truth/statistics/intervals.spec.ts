import { describe, expect, it } from '@jest/globals';
import { meanInterval as meanOfSums, newcombeDifference, relativeLift, wilsonInterval } from '@widecast/stats';
import { differenceInterval, meanInterval, meanOf, scoreInterval } from './intervals.ts';
import { relativeDifference } from './relative.ts';

describe('intervals of the truth', () => {
  it.each([[0, 10], [3, 10], [10, 10], [122, 21_306], [3_894, 21_307]])('agree with the closed form: %i of %i', (successes, trials) => {
    const { low, high } = wilsonInterval(successes, trials) ?? { low: Number.NaN, high: Number.NaN };
    const [from, to] = scoreInterval({ successes, trials });

    expect(from).toBeCloseTo(low, 9);
    expect(to).toBeCloseTo(high, 9);
  });

  it('agree on a mean', () => {
    const values = [0, 0, 0, 12.5, 3, 399.99, 0, 1];
    const { low, high } = meanOfSums({
      count: values.length, sum: values.reduce((a, b) => a + b, 0), sumOfSquares: values.reduce((a, b) => a + b * b, 0),
    }) ?? { low: Number.NaN, high: Number.NaN };
    const [from, to] = meanInterval(meanOf(values)) ?? [];

    expect(from).toBeCloseTo(low, 6);
    expect(to).toBeCloseTo(high, 6);
  });

  it.each([[3_894, 21_307, 2_262, 21_306], [0, 10, 3, 10], [10, 10, 1, 10], [3, 10, 10, 10]])('agree on a ratio: %i of %i to %i of %i', (a, m, b, n) => {
    const expected = relativeLift({ successes: a, trials: m }, { successes: b, trials: n });
    const found = relativeDifference({ successes: a, trials: m }, { successes: b, trials: n });

    expect(found?.relative).toBeCloseTo(expected?.estimate ?? Number.NaN, 7);
    expect(found?.interval[0]).toBeCloseTo(expected?.low ?? Number.NaN, 7);
    expect(found?.interval[1]).toBeCloseTo(expected?.high ?? Number.NaN, 6);
  });

  it('have no ratio to nothing', () => {
    expect(relativeDifference({ successes: 1, trials: 2 }, { successes: 0, trials: 2 })).toBeNull();
  });

  it('agree on the difference of two rates', () => {
    const mens = { successes: 3_894, trials: 21_307 };
    const none = { successes: 2_262, trials: 21_306 };
    const { low, high } = newcombeDifference(mens, none) ?? { low: Number.NaN, high: Number.NaN };
    const [from, to] = differenceInterval(mens, none);

    expect(from).toBeCloseTo(low, 9);
    expect(to).toBeCloseTo(high, 9);
  });
});
