import { describe, expect, it } from '@jest/globals';
import { nameOf, relayOf } from './relay.ts';

describe('a relay', () => {
  it('is called the same in whatever letters its host is written', () => {
    expect(['smtp://Mail.Example:25', 'smtps://[2001:DB8::1]'].map((url) => nameOf(relayOf(url)))).toEqual(['mail.example:25', '2001:db8::1:465']);
  });
});
