import { describe, expect, it } from '@jest/globals';
import { newcombeDifference, wilsonInterval } from '@widecast/stats';
import { differenceInterval, scoreInterval } from './intervals.ts';

describe('intervals of the truth', () => {
  it.each([[0, 10], [3, 10], [10, 10], [122, 21_306], [3_894, 21_307]])('agree with the closed form: %i of %i', (successes, trials) => {
    const { low, high } = wilsonInterval(successes, trials) ?? { low: Number.NaN, high: Number.NaN };
    const [from, to] = scoreInterval({ successes, trials });

    expect(from).toBeCloseTo(low, 9);
    expect(to).toBeCloseTo(high, 9);
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
