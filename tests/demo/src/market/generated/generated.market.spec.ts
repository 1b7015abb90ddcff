import { describe, expect, it } from '@jest/globals';
import { streamOf } from '../random.ts';
import { deedsOf, outcomesOf, replayOf } from '../deeds.ts';
import { generateMarket } from './generated.market.ts';

describe('generated market', () => {
  it('is the same for the same seed and another for another', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => generateMarket({ accounts: 200, seed }).customers);

    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('has all four tiers, both languages, and an address of its own for everybody', () => {
    const { customers } = generateMarket({ accounts: 2_000, seed: 1 });

    expect(new Set(customers.map(({ account }) => account.tier))).toEqual(new Set(['SOHO', 'SMB', 'UMM', 'ENTERPRISE']));
    expect(new Set(customers.map(({ language }) => language))).toEqual(new Set(['en', 'ru']));
    expect(new Set(customers.map(({ email }) => email)).size).toBe(customers.length);
  });

  it('tells some deeds twice and some late, and loses none', () => {
    const { customers, outcomeOf } = generateMarket({ accounts: 500, seed: 3 });
    const deeds = deedsOf(customers, (customer) => outcomeOf(customer, 'Discount'));
    const { early, late, repeats } = replayOf(deeds, streamOf(3, 1));
    const told = [...early, ...late];

    expect(told).toHaveLength(deeds.length + repeats);
    expect(new Set(told)).toEqual(new Set(deeds));
    expect(repeats).toBeGreaterThan(0);
    expect(customers.map(outcomesOf(told))).toEqual(customers.map((customer) => outcomeOf(customer, 'Discount')));
  });
});
