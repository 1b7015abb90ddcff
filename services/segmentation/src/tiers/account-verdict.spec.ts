import { describe, expect, it } from '@jest/globals';
import { CompiledPolicy, PRESETS } from '@widecast/tiers';
import { verdictOf, type Judged } from './account-verdict.ts';

const compiled = new CompiledPolicy(PRESETS.international);
const account: Judged = { name: null, attributes: {}, contacts: 0, freeMail: false, titles: [], tier: 'UNKNOWN', own: null, personTier: null, personWord: null, leading: null };

describe('the verdict on an account', () => {
  it('has no contacts for evidence where it has none', () => {
    const signals = (contacts: number): string[] => verdictOf({ ...account, attributes: { employees: 30 }, contacts }, compiled).evidence.map(({ signal }) => signal);

    expect([signals(0), signals(1)]).toEqual([['employees'], expect.arrayContaining(['contacts', 'employees'])]);
  });

  it('hears signals under names in capitals', () => {
    const of = (attributes: Judged['attributes']) => verdictOf({ ...account, attributes, contacts: 3 }, compiled);

    expect(of({ Legal_Form: 'PLC', Industry: 'software', revenue: 7e9, Revenue_Currency: 'RUB' })).toEqual(of({ legal_form: 'PLC', industry: 'software', revenue: 7e9, revenue_currency: 'RUB' }));
  });
});
