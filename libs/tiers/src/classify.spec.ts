import { describe, expect, it } from '@jest/globals';
import { classify, CompiledPolicy, joined, PRESETS, tierPolicy, type Company } from './index.ts';

const international = new CompiledPolicy(PRESETS.international);
const tierOf = (company: Company, policy = international): string => classify({ contacts: 1, mail: 'corporate', ...company }, policy).tier;

describe('the tier of a company', () => {
  it.each<[Company, string]>([
    [{ employees: 3 }, 'SOHO'], [{ employees: 30 }, 'SMB'], [{ employees: 400 }, 'UMM'], [{ employees: 5000 }, 'ENTERPRISE'], [{ employees: { from: 51, to: 200 } }, 'SMB'],
    [{ employees: { from: 10_001, to: null } }, 'ENTERPRISE'], [{ revenue: 300_000 }, 'SOHO'], [{ revenue: 3e9 }, 'ENTERPRISE'], [{ seats: 2, spend: 200 }, 'SOHO'], [{ seats: 900, spend: 80_000 }, 'ENTERPRISE'],
    [{ mail: 'free' }, 'SOHO'], [{ legalForm: 'person' }, 'SOHO'], [{ contacts: 400 }, 'UMM'],
  ])('of %j is %s', (company, tier) => {
    expect(tierOf(company)).toBe(tier);
  });

  it('is UNKNOWN where nothing is known but that a few people write from a domain of its own', () => {
    expect(classify({ contacts: 3, mail: 'corporate' }, international)).toMatchObject({ tier: 'UNKNOWN', confidence: 0, evidence: [] });
    expect(tierOf({ industry: 'retail' })).toBe('UNKNOWN');
  });

  it('is the higher that either figure asks for', () => {
    expect(tierOf({ employees: 5, revenue: 80e6 })).toBe('UMM');
    expect(tierOf({ employees: 400, revenue: 2e7, industry: 'services' })).toBe('UMM');
  });

  it('does not think a large company small for a revenue that is none', () => {
    for (const revenue of [0.01, 1, 12.5]) expect([revenue, tierOf({ employees: 400, revenue })]).toEqual([revenue, 'UMM']);
    for (const revenue of [300, 5000, 300_000]) expect(classify({ employees: 400, revenue, mail: 'corporate' }, international).upper).toBeGreaterThan(PRESETS.international.treatment.massBelow);
    expect(tierOf({ employees: 4, revenue: 12.5 })).toBe('SOHO');
  });

  it('hears money in the currency that is told, and takes thousands read as units for what they are', () => {
    const russian = new CompiledPolicy(PRESETS['ru-209-fz']);

    expect(tierOf({ revenue: 900_000_000 }, russian)).not.toBe(tierOf({ revenue: 900_000_000, revenueCurrency: 'EUR' }, russian));
    expect(tierOf({ employees: 60, revenue: 210_000 }, russian)).toBe('SMB');
  });

  it('is the surer the more signals agree, and shows what each of them says', () => {
    const one = classify({ contacts: 1, employees: 30 }, international);
    const two = classify({ contacts: 1, employees: 30, revenue: 4e6 }, international);
    const against = classify({ contacts: 1, employees: 30, revenue: 45e6 }, international);

    expect(two.confidence).toBeGreaterThanOrEqual(one.confidence);
    expect(against.confidence).toBeLessThan(one.confidence);
    expect(two.evidence).toEqual([
      { signal: 'employees', value: 30, says: 'SMB', weight: expect.any(Number) }, { signal: 'contacts', value: 1, says: 'SOHO', weight: expect.any(Number) },
      { signal: 'revenue', value: 4e6, says: 'SMB', weight: expect.any(Number) },
    ]);
  });

  it('stays what it was at a border, and goes where the border is far behind', () => {
    const after = (employees: number, before: 'SMB' | 'UMM'): string => classify({ contacts: 1, employees }, international, before).tier;

    expect([after(255, 'UMM'), after(255, 'SMB')]).toEqual(['UMM', 'SMB']);
    expect([after(100, 'UMM'), after(600, 'SMB')]).toEqual(['SMB', 'UMM']);
  });

  it('is never surer than a probability can be, whatever is told', () => {
    const odd: Company[] = [{ employees: 0 }, { employees: 9e9 }, { revenue: 1e-9 }, { revenue: 1e300, employees: 1 }, { seats: 1e12, spend: 1e12 }, { contacts: 1e6, employees: 2 }];

    for (const company of odd) {
      const { confidence, upper } = classify(company, international);
      expect([confidence, upper].every((share) => share >= 0 && share <= 1)).toBe(true);
    }
  });
});

describe('presets', () => {
  it.each(Object.values(PRESETS))('$version is a policy', (preset) => {
    expect(tierPolicy.parse(preset)).toEqual(preset);
  });
});

describe('accounts that belong together', () => {
  it('have the tier of the largest', () => {
    const verdict = (tier: string, confidence: number): { tier: string; confidence: number; upper: number } => ({ tier, confidence, upper: confidence / 2 });

    expect(joined([
      { keys: ['tax 1'], verdict: verdict('SOHO', 0.9) }, { keys: ['tax 1', 'domain a'], verdict: verdict('SMB', 0.8) }, { keys: ['domain a'], verdict: verdict('UMM', 0.6) },
      { keys: ['domain b'], verdict: verdict('SOHO', 0.7) },
    ]).map(({ tier }) => tier)).toEqual(['UMM', 'UMM', 'UMM', 'SOHO']);
  });
});
