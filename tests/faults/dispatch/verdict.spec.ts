import { describe, expect, it } from '@jest/globals';
import { EFFECTIVE, mostWithin, verdictOf, type Evidence, type LedgerRow } from './verdict.ts';

const row = (email: string, state: LedgerRow['state'], mark: LedgerRow['mark'] = null): LedgerRow => ({ email, state, mark });
const verdict = (evidence: Partial<Evidence>): ReturnType<typeof verdictOf> => verdictOf({ audience: [], taken: [], ledger: [], bans: [], ...evidence });

describe('the verdict of a fault run', () => {
  it('finds nothing wrong where everybody was mailed or a state says why not', () => {
    const evidence = { audience: ['a', 'b', 'c'], taken: [{ to: 'a', at: 1 }], ledger: [row('a', 'accepted'), row('b', 'suppressed'), row('c', 'in_doubt', 'possibly_lost')] };

    expect(verdict(evidence)).toMatchObject({ audience: 3, accepted: 1, lost: 0, duplicates: 0, unexpected: 0, denied: 0, inDoubt: 1 });
  });

  it('counts as lost who is accepted without a message, still open, or not in the ledger', () => {
    expect(verdict({ audience: ['a', 'b', 'c'], ledger: [row('a', 'accepted'), row('b', 'sending')] }).lost).toBe(3);
  });

  it('counts duplicates, and those that the ledger does not mark', () => {
    const taken = ['a', 'a', 'a', 'b', 'b'].map((to) => ({ to, at: 1 }));
    const ledger = [row('a', 'accepted', 'possible_duplicate'), row('b', 'accepted')];

    expect(verdict({ audience: ['a', 'b'], taken, ledger })).toMatchObject({ duplicates: 3, unmarkedDuplicates: 1 });
  });

  it('counts who was mailed while he was not to be', () => {
    const taken = [{ to: 'a', at: 100 + EFFECTIVE + 1 }, { to: 'b', at: 110 }, { to: 'c', at: 90_000 }];
    const bans = [{ email: 'a', from: 100, until: Infinity }, { email: 'b', from: 100, until: Infinity }, { email: 'c', from: 100, until: 80_000 }];

    expect(verdict({ taken, bans })).toMatchObject({ mailedAfterSuppression: 1, latestAfterSuppression: EFFECTIVE + 1 });
  });

  it('finds the busiest second', () => {
    expect(mostWithin(1000, [0, 500, 999, 1000, 1400, 9000])).toBe(4);
    expect(mostWithin(1000, [])).toBe(0);
  });

  it('counts messages that nobody asked for, and those that the ledger denies', () => {
    expect(verdict({ audience: ['a'], taken: [{ to: 'a', at: 1 }, { to: 'x', at: 1 }], ledger: [row('a', 'failed')] })).toMatchObject({ unexpected: 1, denied: 2 });
  });
});
