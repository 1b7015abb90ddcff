import { describe, expect, it } from '@jest/globals';
import { newcombeDifference } from './proportion.ts';
import { relativeLift } from './relative-lift.ts';

describe('relativeLift', () => {
  it('is a share of the control rate', () => {
    const lift = relativeLift({ successes: 50, trials: 1000 }, { successes: 40, trials: 1000 });

    expect(lift?.estimate).toBeCloseTo(0.25, 12);
  });

  it('comes near the log interval of Katz 1978 when counts are large', () => {
    const lift = relativeLift({ successes: 60_000, trials: 1_000_000 }, { successes: 50_000, trials: 1_000_000 });
    const error = 1.959964 * Math.sqrt(1 / 60_000 + 1 / 50_000 - 2 / 1_000_000);

    expect(lift?.low).toBeCloseTo(1.2 * Math.exp(-error) - 1, 4);
    expect(lift?.high).toBeCloseTo(1.2 * Math.exp(error) - 1, 4);
  });

  it('excludes zero exactly when the difference does, and holds its estimate', () => {
    for (let treated = 0; treated <= 30; treated += 1) {
      for (let control = 1; control <= 25; control += 1) {
        const a = { successes: treated, trials: 30 };
        const b = { successes: control, trials: 25 };
        const lift = relativeLift(a, b) ?? { estimate: -9, low: 0, high: 0 };
        const difference = newcombeDifference(a, b) ?? { low: 0, high: 0 };

        expect(lift.low > 0).toBe(difference.low > 0);
        expect(lift.high < 0).toBe(difference.high < 0);
        expect(lift.low).toBeLessThanOrEqual(lift.estimate + 1e-12);
        expect(lift.high).toBeGreaterThanOrEqual(lift.estimate - 1e-12);
      }
    }
  });

  it('is not defined over a control without successes, or without trials', () => {
    expect(relativeLift({ successes: 3, trials: 10 }, { successes: 0, trials: 10 })).toBeNull();
    expect(relativeLift({ successes: 0, trials: 0 }, { successes: 2, trials: 10 })).toBeNull();
  });
});
