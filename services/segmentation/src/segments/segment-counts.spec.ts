import { describe, expect, it } from '@jest/globals';
import type { Transaction } from '@widecast/database';
import { BehaviourTotalsRepository } from '../behaviour/behaviour-totals.repository.ts';
import { estimate, SegmentCounts } from './segment-counts.ts';

describe('a count', () => {
  it('that takes too long is refused, and it is told how to mend the rule', async () => {
    const endless = { query: (sql: string) => (sql.includes('FILTER') || sql.includes('count(*)::int') ? Promise.reject(Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })) : Promise.resolve([])) };

    await expect(new SegmentCounts(new BehaviourTotalsRepository()).count(endless as unknown as Transaction, { field: 'attributes.notes', op: 'contains', value: 'x' })).rejects.toMatchObject({ kind: 'invalid', fields: [{ field: 'body.rule' }] });
  });
});

describe('estimate', () => {
  it('is exact when everybody was looked at', () => {
    const { count, low, high } = estimate(500, 1);

    expect({ count, low, high: high - 500 <= 4 }).toEqual({ count: 500, low: 500, high: true });
  });

  it('says what may be behind nobody', () => {
    expect(estimate(0, 1 / 64)).toMatchObject({ count: 0, low: 0, high: 246, exact: false });
  });

  it('holds the true number in nineteen of twenty draws', () => {
    const [people, share, draws] = [4000, 1 / 16, 300];
    let state = 7;
    const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    let held = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      let met = 0;
      for (let n = 0; n < people; n += 1) if (next() < share) met += 1;
      const { low, high } = estimate(met, share);
      if (low <= people && people <= high) held += 1;
    }

    expect(held / draws).toBeGreaterThan(0.91);
    expect(held / draws).toBeLessThan(0.99);
  });
});
