import { describe, expect, it } from '@jest/globals';
import { comingMoment, givenMoment } from './moment.ts';

describe('a moment that somebody gave', () => {
  it.each([['2026-01-01T00:00:00+23:59', '2025-12-31T00:01:00.000Z'], ['2026-01-31T09:00:00Z', '2026-01-31T09:00:00.000Z']])('is told in UTC: %s', (text, wanted) => {
    expect(givenMoment.parse(text)).toBe(wanted);
  });

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-02-30T00:00:00Z', '2026-01-31T09:00:00', 'now'])('is refused where no database knows it: %s', (text) => {
    expect(givenMoment.safeParse(text).success).toBe(false);
  });

  it('to come is none that is over', () => {
    expect(comingMoment.safeParse(new Date(Date.now() - 1000).toISOString()).success).toBe(false);
    expect(comingMoment.safeParse('2999-01-01T00:00:00Z').success).toBe(true);
  });
});
