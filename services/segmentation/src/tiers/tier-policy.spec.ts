import { describe, expect, it } from '@jest/globals';
import { classify, INTERNATIONAL_POLICY, isSameVerdict, mayBeMassTreated, type TierSignals, type TierVerdict } from './tier-policy.ts';

const verdictOf = (attributes: TierSignals['attributes'], { contacts = 1, freeMail = false } = {}): TierVerdict =>
  classify({ attributes, contacts, freeMail }, INTERNATIONAL_POLICY);

describe('the policy of tiers', () => {
  it.each([
    [{ employees: 0 }, 'SOHO'], [{ employees: 9 }, 'SOHO'], [{ employees: 10 }, 'SMB'], [{ employees: 249 }, 'SMB'], [{ employees: 250 }, 'UMM'], [{ employees: 999 }, 'UMM'],
    [{ employees: 1000 }, 'ENTERPRISE'], [{ revenue: 1_999_999 }, 'SOHO'], [{ revenue: 2e6 }, 'SMB'], [{ revenue: 5e7 }, 'UMM'], [{ revenue: 1e9 }, 'ENTERPRISE'],
    [{ seats: 0 }, 'UNKNOWN'], [{ seats: 250 }, 'UMM'], [{ spend: 0.5 }, 'UNKNOWN'], [{ spend: 250_000 }, 'ENTERPRISE'], [{}, 'UNKNOWN'], [{ industry: 'bakery' }, 'UNKNOWN'],
    [{ employees: -5 }, 'UNKNOWN'], [{ employees: Infinity }, 'UNKNOWN'], [{ employees: '900' }, 'UNKNOWN'],
  ])('calls %j %s', (attributes, tier) => {
    expect(verdictOf(attributes).tier).toBe(tier);
  });

  it.each([[19, 'UNKNOWN'], [20, 'SMB'], [99, 'SMB'], [100, 'UMM'], [1000, 'ENTERPRISE']])('hears %d contacts as %s where nothing else is known', (contacts, tier) => {
    expect(verdictOf({}, { contacts }).tier).toBe(tier);
  });

  it('believes those who are trusted most together, and shows all evidence', () => {
    const { tier, evidence } = verdictOf({ employees: 2000, revenue: 10, seats: 5 }, { freeMail: true });

    expect(tier).toBe('SOHO');
    expect(evidence).toEqual([
      { signal: 'employees', value: 2000, says: 'ENTERPRISE' }, { signal: 'revenue', value: 10, says: 'SOHO' }, { signal: 'seats', value: 5, says: 'SOHO' },
      { signal: 'freeMail', value: true, says: 'SOHO' },
    ]);
  });

  it('calls a company the larger where two sizes are trusted alike', () => {
    expect(verdictOf({}, { contacts: 20, freeMail: true }).tier).toBe('SMB');
  });

  it('is the surer the more agree, and never wholly', () => {
    const one = verdictOf({ employees: 5 }).confidence;
    const two = verdictOf({ employees: 5, revenue: 1000 }).confidence;
    const against = verdictOf({ employees: 5, revenue: 3e6 }).confidence;

    expect(against).toBeLessThan(one);
    expect(one).toBeLessThan(two);
    expect(two).toBeLessThan(1);
    expect(verdictOf({}).confidence).toBe(0);
  });

  it('tells verdicts apart by all of their evidence', () => {
    expect(isSameVerdict(verdictOf({ employees: 5 }), verdictOf({ employees: 5 }))).toBe(true);
    expect(isSameVerdict(verdictOf({ employees: 5 }), verdictOf({ employees: 6 }))).toBe(false);
    expect(isSameVerdict(verdictOf({ employees: 5 }), verdictOf({ employees: 5 }, { freeMail: true }))).toBe(false);
  });

  it('lets no upper tier be mailed, and unknown ones only where the installation says so', () => {
    expect((['SOHO', 'SMB', 'UNKNOWN', 'UMM', 'ENTERPRISE'] as const).map((tier) => [mayBeMassTreated(tier, true), mayBeMassTreated(tier, false)]))
      .toEqual([[true, true], [true, true], [true, false], [false, false], [false, false]]);
  });
});
