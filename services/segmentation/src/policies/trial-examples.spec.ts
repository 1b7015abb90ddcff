import { describe, expect, it } from '@jest/globals';
import type { Tier } from '@widecast/contracts';
import { examplesOf, type Move } from './trial-examples.ts';

const aMove = (from: Tier, to: Tier, accounts: number): Move => ({
  from, to, accounts, examples: Array.from({ length: Math.min(accounts, 20) }, (_, place) => ({ id: `${from}-${to}-${place}`, key: 'k', name: null, from, to, confidence: 1 })),
});
const counted = (moves: readonly Move[]): string[] => {
  const found = examplesOf(moves).map(({ from, to }) => `${from} ${to}`);
  return [...new Set(found)].map((name) => `${name} ${found.filter((each) => each === name).length}`);
};

describe('the examples of a trial', () => {
  it('are of every kind of move, those between the lower and the upper tiers first', () => {
    expect(counted([aMove('SMB', 'SOHO', 9000), aMove('UMM', 'SMB', 3), aMove('SMB', 'UMM', 40), aMove('UMM', 'ENTERPRISE', 1)])).toEqual(['UMM SMB 3', 'SMB UMM 11', 'SMB SOHO 5', 'UMM ENTERPRISE 1']);
  });

  it('are all there are where they are few', () => {
    expect(counted([aMove('SMB', 'SOHO', 2), aMove('SOHO', 'SMB', 1)])).toEqual(['SMB SOHO 2', 'SOHO SMB 1']);
    expect(examplesOf([])).toEqual([]);
  });
});
