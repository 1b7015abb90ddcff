import { describe, expect, it } from '@jest/globals';
import { CompiledPolicy, PRESETS } from '@widecast/tiers';
import { verdictOf, type AccountVerdict, type Judged } from './account-verdict.ts';

const compiled = new CompiledPolicy(PRESETS.international);
const believing = new CompiledPolicy({ ...PRESETS.international, treatment: { ...PRESETS.international.treatment, contested: 'believed' } });
const policyOf = (employees: number): CompiledPolicy => new CompiledPolicy({ ...PRESETS.international, ceilings: { ...PRESETS.international.ceilings, SMB: { employees, revenue: 1e12 }, UMM: { employees: 2 * employees, revenue: 1e13 } } });

/** An account of which one thing after the other is told. */
function told(...facts: readonly (Judged['attributes'] & { readonly person?: 'SOHO' | 'ENTERPRISE' | null })[]): AccountVerdict & Judged {
  let account: AccountVerdict & Judged = { name: null, attributes: {}, contacts: 1, freeMail: false, titles: [], tier: 'UNKNOWN', confidence: 0, upper: 0, evidence: [], massTreatment: true, own: null, personTier: null, personWord: null, leading: null };
  for (const { person = account.personTier, ...attributes } of facts) {
    account = { ...account, attributes: { ...account.attributes, ...attributes }, personTier: person };
    account = { ...account, ...verdictOf(account, compiled) };
  }
  return account;
}

describe('a figure that falls far', () => {
  it.each([
    ['people', { employees: 12_000 }, { employees: 4 }, 12_000], ['people in a band', { employees: '10001+' }, { employees: '1-10' }, '10001+'], ['revenue', { revenue: 9e9 }, { revenue: 90_000 }, '9000000000 EUR'], ['seats', { seats: 5000 }, { seats: 2 }, 5000],
  ])('of %s lets no large company be mailed, and stands in its evidence beside what was told before', (_what, before, now, past) => {
    const [figure = ''] = Object.keys(now);
    const { tier, massTreatment, evidence } = told(before, now);

    expect([tier, massTreatment]).toEqual([told(before).tier, false]);
    expect(evidence).toContainEqual(expect.objectContaining({ signal: `${figure}Before`, value: past }));
    expect(evidence).toContainEqual(expect.objectContaining({ signal: figure, value: Object.values(now)[0] }));
  });

  it.each<[string, Judged['attributes'], Judged['attributes'], Judged['attributes']]>([
    ['taken away', { employees: 12_000 }, { employees: null }, { employees: 4 }], ['below nothing', { employees: 12_000 }, { employees: -4 }, { employees: 4 }], ['taken away', { revenue: 9e9 }, { revenue: null }, { revenue: 90_000 }],
    ['nothing', { revenue: 9e9 }, { revenue: 0 }, { revenue: 90_000 }], ['in a currency without a rate', { revenue: 9e9 }, { revenue_currency: 'ZZZ' }, { revenue: 90_000, revenue_currency: 'EUR' }],
    ['not heard beside seats', { spend: 200_000 }, { seats: 1 }, { spend: 5 }], ['none, and its spend not heard any more', { seats: 5000 }, { seats: 0, spend: 5 }, { seats: 2 }],
  ])('is one that is %s too, whatever is told after that', (_what, before, now, later) => {
    const { tier } = told(before);

    expect(told(before, now)).toMatchObject({ tier, massTreatment: false });
    expect(told(before, now, later)).toMatchObject({ tier, massTreatment: false });
    expect(told(before, now, later).evidence[0]?.signal).toBe(`${Object.keys(before)[0]}Before`);
  });

  it('is one in another currency too', () => {
    expect(told({ revenue: 8e7 }, { currency: 'RUB' })).toMatchObject({ tier: 'UMM', massTreatment: false });
    const { tier, massTreatment, evidence } = told({ revenue: 8e7, revenue_currency: '€' }, { revenue_currency: 'руб.' }, {});

    expect([tier, massTreatment]).toEqual(['UMM', false]);
    expect(evidence).toEqual(expect.arrayContaining([expect.objectContaining({ signal: 'revenueBefore', value: '80000000 EUR' }), expect.objectContaining({ signal: 'revenue', value: '80000000 RUB' })]));
    expect(told({ revenue: 8e7, revenue_currency: 'EUR' }, { revenue: 8e9, revenue_currency: 'RUB' }).evidence.map(({ signal }) => signal)).not.toContain('revenueBefore');
  });

  it('goes on being contested, however often the account is judged and whatever else is told, but by what is near', () => {
    expect(told({ employees: 12_000 }, { employees: 4 }, {}, { seats: 3 }, { employees: 5 })).toMatchObject({ tier: 'ENTERPRISE', massTreatment: false });
    expect(told({ employees: 12_000 }, { employees: 4 }, { employees: 11_000 }).evidence.map(({ signal }) => signal)).not.toContain('employeesBefore');
    expect(told({ employees: 300 }, { employees: 4 }, { employees: 120 })).toMatchObject({ tier: 'SMB' });
  });

  it('is believed when headcount and revenue say so, or a person', () => {
    expect(told({ employees: 12_000 }, { employees: 4 }, { revenue: 200_000 })).toMatchObject({ tier: 'SOHO', massTreatment: true });
    expect(told({ employees: 12_000 }, { employees: 4 }, { person: 'SOHO' }, {}, { person: null })).toMatchObject({ tier: 'SOHO', massTreatment: true });
    expect(told({ employees: 12_000 }, { employees: 4 }, { person: 'ENTERPRISE' }, { person: null })).toMatchObject({ tier: 'ENTERPRISE', massTreatment: false });
  });

  it('is believed of a company that was small, or is by the policy whatever was told, where the policy says so, and where it does not fall far', () => {
    expect(told({ employees: 20 }, { employees: 4 })).toMatchObject({ tier: 'SOHO' });
    expect(told({ employees: 260 }, { employees: 200 })).toMatchObject({ tier: 'SMB' });
    expect(verdictOf(told({ employees: 12_000 }, { employees: 4 }), believing)).toMatchObject({ tier: 'SOHO' });
    expect(verdictOf(told({ employees: 12_000 }, { employees: 4 }), policyOf(100_000))).toMatchObject({ tier: 'SOHO' });
  });

  it('is not forgotten by a policy by which the company is small whatever was told', () => {
    const large = told({ employees: 12_000 }, { employees: 4 });
    const small = { ...large, ...verdictOf(large, policyOf(100_000)) };

    expect(small).toMatchObject({ tier: 'SOHO', massTreatment: true });
    expect(verdictOf(small, compiled)).toMatchObject({ tier: 'ENTERPRISE', massTreatment: false });
    expect(verdictOf({ ...small, ...verdictOf(small, believing) }, compiled)).toMatchObject({ tier: 'SOHO', massTreatment: true });
    expect(verdictOf({ ...small, ...verdictOf({ ...small, personTier: 'SMB' }, compiled) }, compiled)).toMatchObject({ tier: 'SOHO' });
  });

  it('is none from one band of headcounts to the next below', () => {
    const signalsOf = (...bands: string[]): string[] => told(...bands.map((employees) => ({ employees }))).evidence.map(({ signal }) => signal);

    expect(told({ employees: '250-999' }).tier).toBe('UMM');
    expect(signalsOf('250-999', '50-249')).not.toContain('employeesBefore');
    for (const band of ['10-49', '1-99', '0-9']) expect([band, signalsOf('250-999', band)]).toEqual([band, expect.arrayContaining(['employeesBefore'])]);
  });
});
