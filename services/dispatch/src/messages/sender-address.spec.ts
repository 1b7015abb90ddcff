import { describe, expect, it } from '@jest/globals';
import { senderIn } from './sender-address.ts';

describe('who answers tickets', () => {
  it.each([
    ['support@example.com', { name: '', address: 'support@example.com' }],
    [' Support <support@example.com> ', { name: 'Support', address: 'support@example.com' }],
    ['"Acme, \\"Inc.\\"" <support@example.com>', { name: 'Acme, "Inc."', address: 'support@example.com' }],
    ['Поддержка <support@пример.рф>', { name: 'Поддержка', address: 'support@xn--e1afmkfd.xn--p1ai' }],
  ])('is %s', (text, sender) => {
    expect(senderIn(text)).toEqual(sender);
  });

  it.each(['', 'support', 'Support <support>', 'Support support@example.com', 'a@b.example, c@d.example', 'поддержка@пример.рф', 'Support\r\nBcc: x@y.z <a@b.example>', '<a@b.example> x'])('is not %j', (text) => {
    expect(senderIn(text)).toBeUndefined();
  });
});
