import { describe, expect, it } from '@jest/globals';
import { KNOWN_PROVIDERS } from './known-providers.ts';
import { domainOf, ProviderTable } from './provider.ts';

const table = new ProviderTable(KNOWN_PROVIDERS);

describe('receiving providers', () => {
  it.each([
    ['Ann@GMail.com', 'google'], ['a@googlemail.com', 'google'], ['a@hotmail.co.uk', 'microsoft'], ['a@aol.com', 'yahoo'], ['a@me.com', 'apple'],
    ['a@bk.ru', 'mailru'], ['a@ya.ru', 'yandex'], ['a@gmail.com.example', undefined], ['nobody', undefined],
  ])('have %s', (email, provider) => {
    expect(table.of(domainOf(email))).toBe(provider);
  });

  it('are told by their mail exchangers, whole labels only', () => {
    expect(table.ofExchanger('ASPMX.L.GOOGLE.COM.')).toBe('google');
    expect(table.ofExchanger('acme-example.mail.protection.outlook.com')).toBe('microsoft');
    expect(table.ofExchanger('mx.notgoogle.com')).toBeUndefined();
  });

  it('have each domain once, and names that are no domains', () => {
    const domains = KNOWN_PROVIDERS.flatMap((provider) => provider.domains);
    expect(domains.filter((domain, at) => domains.indexOf(domain) !== at)).toEqual([]);
    expect(KNOWN_PROVIDERS.filter(({ name }) => !/^[a-z0-9-]+$/.test(name))).toEqual([]);
  });

  it('that a vendor adds come before those that are known', () => {
    const own = new ProviderTable([...KNOWN_PROVIDERS, { name: 'partner', domains: ['gmail.com'], mx: ['google.com'] }]);
    expect([own.of('gmail.com'), own.of('googlemail.com'), own.ofExchanger('x.google.com')]).toEqual(['partner', 'google', 'partner']);
  });
});
