import { describe, expect, it } from '@jest/globals';
import { normaliseAddress } from './email-address.ts';

const LONG_DOMAIN = `${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(61)}.test`;

describe('normaliseAddress', () => {
  it.each([
    [' Anna@Example.COM ', 'anna@example.com'], ["o'neil+tag@sub.example.co", "o'neil+tag@sub.example.co"], ['a@пример.рф', 'a@xn--e1afmkfd.xn--p1ai'],
    [`${'l'.repeat(64)}@one.test`, `${'l'.repeat(64)}@one.test`], ['a@1and1.com', 'a@1and1.com'],
    ['Почта@Пример.рф', 'почта@xn--e1afmkfd.xn--p1ai'], ['jose\u0301@one.test', 'jos\u00e9@one.test'], [`${'щ'.repeat(32)}@one.test`, `${'щ'.repeat(32)}@one.test`],
  ])('knows %s under one spelling', (input, address) => {
    expect(normaliseAddress(input)).toEqual({ address, domain: address.slice(address.indexOf('@') + 1) });
  });

  it.each([
    [''], ['anna'], ['@one.test'], ['anna@'], ['a b@one.test'], ['a..b@one.test'], ['.a@one.test'], ['a@one'], ['a@-one.test'], ['a@one..test'], ['a@[127.0.0.1]'],
    ['a@127.0.0.1'], ['Anna <a@one.test>'], ['a@one.test\r\nBcc: b@two.test'], ['a"@one.test'], ['ан на@one.test'], ['ан\u00a0на@one.test'], ['анна\u200b@one.test'], ['анна\u202e@one.test'], ['анна\ud800@one.test'], ['ан"на@one.test'], ['анна..@one.test'], [`${'щ'.repeat(33)}@one.test`], [`${'l'.repeat(65)}@one.test`], [`${'l'.repeat(64)}@${LONG_DOMAIN}`],
  ])('says what is wrong with "%s"', (input) => {
    expect(normaliseAddress(input)).toEqual({ defect: expect.any(String) as unknown });
  });
});
