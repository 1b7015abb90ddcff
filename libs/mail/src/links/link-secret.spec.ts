import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { linkSignerOf } from './link-secret.ts';

const [ONE, OTHER] = ['one secret of all services, long enough', 'another secret of all services, longer'];
const subject = { kind: 'campaign' as const, sourceId: randomUUID(), contactId: randomUUID() };
const bare = { LINK_SECRETS_OLD: [], WIDECAST_INTERNAL_SECRET: ONE };
const token = linkSignerOf(bare).sign('unsubscribe', subject);

describe('the secret of links', () => {
  it('does not break links that are out there when a setting of its own takes its place', () => {
    const own = linkSignerOf({ ...bare, LINK_SECRET: 'a secret of links, which is long enough' });

    expect(own.read('unsubscribe', token)).toEqual(subject);
    expect(own.sign('unsubscribe', subject)).not.toBe(token);
  });

  it('stays good where the shared secret changes and the old one is told', () => {
    expect(linkSignerOf({ ...bare, WIDECAST_INTERNAL_SECRET: OTHER, LINK_SECRETS_OLD: [ONE] }).read('unsubscribe', token)).toEqual(subject);
    expect(linkSignerOf({ ...bare, WIDECAST_INTERNAL_SECRET: OTHER }).read('unsubscribe', token)).toBeUndefined();
  });
});
