import { describe, expect, it } from '@jest/globals';
import { normalAddress, withoutTag } from './address.ts';

describe('normalAddress', () => {
  it.each([
    [' Ann.Lee@Example.COM ', 'ann.lee@example.com'], ['ann@münchen.example', 'ann@xn--mnchen-3ya.example'], ['почта@пример.рф', 'почта@xn--e1afmkfd.xn--p1ai'], ["o'neil+x@a.b", "o'neil+x@a.b"],
  ])('of "%s" is "%s"', (given, normal) => expect(normalAddress(given)).toBe(normal));

  it.each(['', 'ann', '@example.com', 'ann@', 'a b@example.com', 'a@b@example.com', 'ann@exa mple.com', '<ann@example.com>', 'ann@example.com\r\nBcc: x@y.z', `${'a'.repeat(65)}@example.com`, 'ann@[127.0.0.1]'])(
    'refuses "%s"', (given) => expect(normalAddress(given)).toBeUndefined(),
  );

  it('takes the tag off', () => {
    expect(withoutTag('support+abc+d@example.com')).toEqual({ address: 'support@example.com', tag: 'abc+d' });
    expect(withoutTag('support@ex+ample.com')).toEqual({ address: 'support@ex+ample.com', tag: undefined });
  });
});
