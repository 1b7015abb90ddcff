import { describe, expect, it } from '@jest/globals';
import { nameOf, relayOf } from './relay.ts';

describe('a relay', () => {
  it('is called the same in whatever letters its host is written', () => {
    expect(['smtp://Mail.Example:25', 'smtps://[2001:DB8::1]'].map((url) => nameOf(relayOf(url)))).toEqual(['mail.example:25', '2001:db8::1:465']);
  });

  it('goes without TLS where that is said, or nothing, and never because it is spelt wrongly', () => {
    expect(['smtp://a.example', 'smtp://a.example?tls=optional', 'smtp://a.example?tls=required', 'smtps://a.example'].map((url) => relayOf(url).tls)).toEqual(['optional', 'optional', 'required', 'implicit']);
    for (const wrong of ['tls=require', 'tls=true', 'tls=', 'TLS=required', 'tsl=required', 'tls=required&wieght=2']) expect(() => relayOf(`smtp://a.example?${wrong}`)).toThrow(/a\.example/);
  });
});
