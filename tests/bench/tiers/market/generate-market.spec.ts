import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { generateMarket, REGIONS } from './generate-market.ts';
import { exchanged, RU_209_FZ, tierBy, TIERS, US_BANDS } from './laws.ts';
import { contactLines, truthLines } from './market.csv.ts';
import type { AccountTruth, ContactRow, Market, Trait } from './market.ts';
import { regionIds } from './regions/region.ts';
import { isInn } from './world/tax-id.ts';

const share = <Item>(items: readonly Item[], is: (item: Item) => boolean): number => items.filter(is).length / items.length;
function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const has = (trait: Trait) => ({ traits }: AccountTruth): boolean => traits.includes(trait);

describe('law of size classes', () => {
  it('takes the higher of headcount and revenue, the ceilings included', () => {
    expect(tierBy(RU_209_FZ, { employees: 15, revenue: 120_000_000 })).toBe('SOHO');
    expect(tierBy(RU_209_FZ, { employees: 16, revenue: 1 })).toBe('SMB');
    expect(tierBy(RU_209_FZ, { employees: 3, revenue: 800_000_001 })).toBe('UMM');
    expect(tierBy(RU_209_FZ, { employees: 251, revenue: 1 })).toBe('ENTERPRISE');
  });

  it('exchanges there and back', () => {
    expect(exchanged(exchanged(5, 'USD', 'RUB'), 'RUB', 'USD')).toBeCloseTo(5, 10);
  });
});

describe.each(regionIds)('market of %s', (region) => {
  let market: Market;
  let byAccount: Map<string, ContactRow[]>;

  beforeAll(() => {
    market = generateMarket({ region, accounts: 6_000, seed: 11 });
    byAccount = grouped(market.contacts, ({ external_account_id: id }) => id);
  });

  const missing = (column: keyof ContactRow): number => share([...byAccount.values()], ([row]) => row?.[column] === '');
  const firstRow = ({ accountId }: AccountTruth): ContactRow | undefined => byAccount.get(accountId)?.[0];

  it('is made of small companies with a long tail', () => {
    const [soho = 0, smb = 0, umm = 0, enterprise = 0] = TIERS.map((tier) => share(market.truth, (row) => row.tier === tier));

    expect(soho).toBeGreaterThan(0.7);
    expect(smb).toBeGreaterThan(0.12);
    expect(umm).toBeGreaterThan(0.018);
    expect(umm).toBeLessThan(0.034);
    expect(enterprise).toBeGreaterThan(0.002);
    expect(enterprise).toBeLessThan(0.008);
    expect(Math.max(...market.truth.map(({ employees }) => employees))).toBeGreaterThan(2 * REGIONS[region].law.ceilings.UMM.employees);
  });

  it('names each account once in the truth, with a contact or more, and each address once', () => {
    expect(market.truth).toHaveLength(6_000);
    expect(new Set(market.truth.map(({ accountId }) => accountId))).toEqual(new Set(byAccount.keys()));
    expect(new Set(market.contacts.map(({ email }) => email)).size).toBe(market.contacts.length);
  });

  it('leaves out what vendors do not know', () => {
    for (const [column, low, high] of [['employees', 0.4, 0.6], ['revenue', 0.5, 0.75], ['seats', 0.2, 0.4], ['tax_id', 0.3, 0.45], ['legal_form', 0.3, 0.5], ['industry', 0.25, 0.4]] as const) {
      expect(missing(column)).toBeGreaterThan(low);
      expect(missing(column)).toBeLessThan(high);
    }
  });

  it('gives a group and its duplicates one tier', () => {
    const tierOf = new Map(market.truth.map(({ accountId, tier }) => [accountId, tier]));
    const groups = grouped(market.truth.filter(({ groupId }) => groupId !== ''), ({ groupId }) => groupId);
    const repeated = market.truth.filter(({ duplicateOf }) => duplicateOf !== '');

    expect(groups.size).toBeGreaterThan(10);
    expect([...groups.values()].filter((members) => new Set(members.map(({ tier }) => tier)).size > 1)).toEqual([]);
    expect(repeated.length).toBeGreaterThan(100);
    expect(repeated.filter(({ duplicateOf, tier }) => tierOf.has(duplicateOf) && tierOf.get(duplicateOf) !== tier)).toEqual([]);
  });

  it('has each kind of hard case', () => {
    const kinds: Trait[] = [
      'parent', 'subsidiary', 'hidden-subsidiary', 'branch', 'duplicate', 'rich-dwarf', 'free-mail', 'disposable-mail', 'few-seats', 'trial-seats', 'stale-employees', 'banded-employees',
      'group-figures', 'wrong-unit', 'mistyped-tax-id', 'boastful-title', 'shared-domain', 'near-border',
    ];

    expect(kinds.filter((kind) => !market.truth.some(has(kind)))).toEqual([]);
    expect(share(market.truth, has('mistyped-tax-id'))).toBeLessThan(0.02);
    expect(market.truth.some((row) => has('free-mail')(row) && (row.tier === 'UMM' || row.tier === 'ENTERPRISE'))).toBe(true);
  });

  it('names as signals what the file shows', () => {
    const untrue = market.truth.filter((row) => (['employees', 'revenue', 'seats', 'spend'] as const).some((name) => row.signals.includes(name) !== (firstRow(row)?.[name] !== '')));

    expect(untrue).toEqual([]);
  });

  it('is neither trivial nor hopeless: the law read off the figures is right often, not always', () => {
    const { law } = REGIONS[region];
    const read = market.truth.map((row) => ({ row, seen: firstRow(row) })).filter(({ row, seen }) =>
      row.signals.includes('employees') && seen?.revenue_currency === law.currency && !has('banded-employees')(row));
    const right = share(read, ({ row, seen }) => tierBy(law, { employees: Number(seen?.employees), revenue: Number(seen?.revenue) }) === row.tier);

    expect(read.length).toBeGreaterThan(800);
    expect(right).toBeGreaterThan(0.9);
    expect(right).toBeLessThan(0.995);
  });
});

describe('a market', () => {
  it('is decided by its seed', () => {
    const first = generateMarket({ region: 'EU', accounts: 300, seed: 5 });

    expect(generateMarket({ region: 'EU', accounts: 300, seed: 5 })).toEqual(first);
    expect(generateMarket({ region: 'EU', accounts: 300, seed: 6 })).not.toEqual(first);
  });

  it('has INN with right check digits, but for those that a hand mistyped', () => {
    const { contacts, truth } = generateMarket({ region: 'RU', accounts: 3_000, seed: 3 });
    const mistyped = new Set(truth.filter(has('mistyped-tax-id')).map(({ accountId }) => accountId));
    const typed = contacts.filter(({ tax_id: inn, external_account_id: id }) => inn !== '' && !mistyped.has(id));

    expect(mistyped.size).toBeGreaterThan(10);
    expect(typed.filter(({ tax_id: inn }) => !isInn(inn))).toEqual([]);
  });

  it('comes back whole from its files', () => {
    const market = generateMarket({ region: 'RU', accounts: 200, seed: 4 });
    const contacts: unknown[] = parse([...contactLines(market)].join(''), { columns: true });
    const truth: Record<string, string>[] = parse([...truthLines(market)].join(''), { columns: true });

    expect(contacts).toEqual(market.contacts);
    expect(truth.map((row) => row['true_tier'])).toEqual(market.truth.map(({ tier }) => tier));
  });

  it('takes thresholds of its own, in the currency of the region alone', () => {
    const everyoneIsSmall = { ...US_BANDS, ceilings: { ...US_BANDS.ceilings, SOHO: { employees: 1e9, revenue: 1e18 } } };

    const { truth } = generateMarket({ region: 'US', accounts: 500, seed: 1, law: everyoneIsSmall });

    expect(new Set(truth.map(({ tier }) => tier))).toEqual(new Set(['SOHO']));
    expect(() => generateMarket({ region: 'RU', accounts: 1, seed: 1, law: US_BANDS })).toThrow(/law of RU must count in RUB; got USD/);
  });
});
