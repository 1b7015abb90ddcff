import { describe, expect, it } from '@jest/globals';
import { mailboxOf } from './address.ts';

describe('an address', () => {
  it.each([
    ['ann@example.com', 'ann@example.com', false], ["o'neil+x=y@Example.COM", "o'neil+x=y@Example.COM", false], ['a@xn--e1afmkfd.xn--p1ai', 'a@xn--e1afmkfd.xn--p1ai', false],
    ['ann@пример.рф', 'ann@xn--e1afmkfd.xn--p1ai', false], ['ann@bücher.example', 'ann@xn--bcher-kva.example', false], ['иван@пример.рф', 'иван@xn--e1afmkfd.xn--p1ai', true],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`, false],
  ])('%s goes to the wire as %s', (text, address, needsUtf8) => {
    expect(mailboxOf(text)).toEqual({ address, needsUtf8 });
  });

  it.each([
    ['', '@', 'a', 'a@', '@b', 'a b@c.example', 'a@b c', 'Ann <ann@example.com>', 'a@b.example,c@d.example', 'a@b.example;c@d.example', '"a b"@c.example', 'a@[127.0.0.1]', 'a(x)@b.example'],
    ['a@b.example\r\nRCPT TO:<c@d.example>', 'a\r\n@b.example', 'a@b.example\n', 'a\u0000@b.example', 'a@b\u0085.example', 'анна\u200b@b.example', 'анна\ud800@b.example', 'a@b.example>', '<a@b.example', 'a@b@c.example'],
    ['.a@b.example', 'a.@b.example', 'a..b@c.example', 'a@.example', 'a@b..example', 'a@-b.example', 'a@b_c.example'],
    [`${'a'.repeat(65)}@example.com`, `${'щ'.repeat(33)}@example.com`, `a@${'b'.repeat(64)}.example`, `a@${'b.'.repeat(130)}example`, `${'a'.repeat(64)}@${'b.'.repeat(95)}example`],
  ].flat())('%j is none', (text) => {
    expect(mailboxOf(text)).toBeUndefined();
  });
});
