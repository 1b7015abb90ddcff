import { describe, expect, it } from '@jest/globals';
import { keySpelling } from './domain-spelling.ts';

describe('the key of an account', () => {
  it.each([
    ['CRM-1', 'crm-1'], ['Acme.DE', 'acme.de'], ['Ромашка.РФ', 'xn--80aa3agjl3d.xn--p1ai'], ['München.de', 'xn--mnchen-3ya.de'],
    ['ООО Ромашка', 'ооо ромашка'], ['Кл.А12', 'кл.а12'], ['ромашка.рф/shop', 'ромашка.рф/shop'],
  ])('%s is spelt %s', (text, key) => expect(keySpelling(text)).toBe(key));
});
