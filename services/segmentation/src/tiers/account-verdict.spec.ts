import { describe, expect, it } from '@jest/globals';
import { CompiledPolicy, PRESETS } from '@widecast/tiers';
import { verdictOf, type Judged } from './account-verdict.ts';

const compiled = new CompiledPolicy(PRESETS.international);
const account: Judged = { name: null, attributes: {}, contacts: 0, freeMail: false, titles: [], tier: 'UNKNOWN', evidence: [], own: null, personTier: null, personWord: null, leading: null };

describe('the verdict on an account', () => {
  it('has no contacts for evidence where it has none', () => {
    const signals = (contacts: number): string[] => verdictOf({ ...account, attributes: { employees: 30 }, contacts }, compiled).evidence.map(({ signal }) => signal);

    expect([signals(0), signals(1)]).toEqual([['employees'], expect.arrayContaining(['contacts', 'employees'])]);
  });

  it('hears signals under names in capitals', () => {
    const of = (attributes: Judged['attributes']) => verdictOf({ ...account, attributes, contacts: 3 }, compiled);

    expect(of({ Legal_Form: 'PLC', Industry: 'software', revenue: 7e9, Revenue_Currency: 'RUB' })).toEqual(of({ legal_form: 'PLC', industry: 'software', revenue: 7e9, revenue_currency: 'RUB' }));
  });

  it('takes the currency of an account for that of its revenue where it has no other', () => {
    const of = (attributes: Judged['attributes']) => verdictOf({ ...account, attributes: { revenue: 7e9, ...attributes }, contacts: 1 }, compiled);

    expect(of({ currency: 'RUB' })).toEqual(of({ revenue_currency: 'RUB' }));
    expect(of({ currency: 'EUR', revenue_currency: 'RUB' })).toEqual(of({ revenue_currency: 'RUB' }));
    expect(of({ currency: 'RUB' })).not.toEqual(of({}));
  });

  it('shows a revenue in a currency without a rate, and lets nobody be reached of whose size nothing else is told', () => {
    const of = (attributes: Judged['attributes']) => verdictOf({ ...account, attributes, contacts: 1 }, compiled);
    const unheard = of({ revenue: 5e9, revenue_currency: 'sek' });

    expect(unheard).toMatchObject({ tier: 'UNKNOWN', massTreatment: false });
    expect(unheard.evidence).toContainEqual({ signal: 'revenue', value: '5000000000 sek', says: 'UNKNOWN', weight: 0 });
    expect(of({ revenue: 5e9, revenue_currency: 'sek', employees: 4 })).toMatchObject({ tier: 'SOHO', massTreatment: true });
    expect(of({})).toMatchObject({ tier: 'UNKNOWN', massTreatment: true });
  });

  it.each([['$', 'USD'], ['US$', 'USD'], ['€', 'EUR'], ['руб.', 'RUB'], ['RUR', 'RUB'], ['eur ', 'EUR']])('takes a revenue in %s for one in %s', (spelling, code) => {
    const of = (revenueCurrency: string) => verdictOf({ ...account, attributes: { revenue: 7e9, revenue_currency: revenueCurrency }, contacts: 1 }, compiled);

    expect(of(spelling)).toEqual(of(code));
    expect(of(spelling)).toMatchObject({ tier: code === 'RUB' ? 'UMM' : 'ENTERPRISE' });
  });
});
