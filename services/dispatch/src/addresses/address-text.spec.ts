import { describe, expect, it } from '@jest/globals';
import { addressText } from './address-text.ts';

const given = (text: string): string | undefined => addressText.safeParse(text).data;

describe('an address that is given', () => {
  it('has its domain in ASCII, however it is written', () => {
    expect(given(' ivan@ромашка.рф ')).toBe('ivan@xn--80aa3agjl3d.xn--p1ai');
    expect(given('ivan@xn--80aa3agjl3d.xn--p1ai')).toBe('ivan@xn--80aa3agjl3d.xn--p1ai');
    expect(given('Smith&Sons@acme.test')).toBe('Smith&Sons@acme.test');
  });

  it.each(['', 'ann', 'ann@localhost', 'иван@acme.test', 'ann@acme.test, bob@acme.test', 'ann@acme.test\nBcc: bob@acme.test', `${'a'.repeat(65)}@acme.test`])('is not "%s"', (text) => {
    expect(given(text)).toBeUndefined();
  });
});
