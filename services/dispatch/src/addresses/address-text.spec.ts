import { describe, expect, it } from '@jest/globals';
import { addressText, plainAddressText } from './address-text.ts';

const given = (text: string): string | undefined => addressText.safeParse(text).data;

describe('an address that is given', () => {
  it('has its domain in ASCII, however it is written', () => {
    expect(given(' ivan@ромашка.рф ')).toBe('ivan@xn--80aa3agjl3d.xn--p1ai');
    expect(given('ivan@xn--80aa3agjl3d.xn--p1ai')).toBe('ivan@xn--80aa3agjl3d.xn--p1ai');
    expect(given('Smith&Sons@acme.test')).toBe('Smith&Sons@acme.test');
  });

  it('may be in any script, and has then the spelling that contacts have', () => {
    expect(given('Иван@Ромашка.рф')).toBe('иван@xn--80aa3agjl3d.xn--p1ai');
    expect(given('jose\u0301@acme.test')).toBe('jos\u00e9@acme.test');
  });

  it('is in ASCII before the @ where it is one of ours', () => {
    expect(plainAddressText.safeParse('Shop@ромашка.рф').data).toBe('Shop@xn--80aa3agjl3d.xn--p1ai');
    expect(plainAddressText.safeParse('иван@acme.test').success).toBe(false);
  });

  it.each(['', 'ann', 'ann@localhost', 'иван@localhost', `${'щ'.repeat(33)}@acme.test`, 'ann@acme.test, bob@acme.test', 'ann@acme.test\nBcc: bob@acme.test', `${'a'.repeat(65)}@acme.test`])('is not "%s"', (text) => {
    expect(given(text)).toBeUndefined();
  });
});
