import { describe, expect, it } from '@jest/globals';
import { domainText } from './domain-text.ts';

describe('a domain that is given', () => {
  it.each([['News.Acme.example', 'news.acme.example'], [' ромашка.рф ', 'xn--80aa3agjl3d.xn--p1ai'], ['xn--80aa3agjl3d.xn--p1ai', 'xn--80aa3agjl3d.xn--p1ai'], ['a_b.example', 'a_b.example']])(
    '%j has the spelling that addresses have', (given, spelling) => {
      expect(domainText.parse(given)).toBe(spelling);
    });

  it.each(['', 'acme', 'ann@acme.example', 'acme.example:25', 'https://acme.example', 'a b.example'])('is not %j', (given) => {
    expect(domainText.safeParse(given).success).toBe(false);
  });
});
