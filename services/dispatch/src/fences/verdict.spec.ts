import { describe, expect, it } from '@jest/globals';
import { verdictOf, type ContactFacts } from './verdict.ts';

const facts = (changes: Partial<ContactFacts> = {}): ContactFacts => ({
  suppression: null, hasAddress: null, tierObstacle: null, advertisingConsent: null, held: false, hasLeft: false, ...changes,
});

describe('the last fence', () => {
  it.each([
    ['nothing newer is known', {}, 'send'],
    ['an unsubscribed contact', { suppression: 'unsubscribed' }, { state: 'suppressed', reason: 'unsubscribed' }],
    ['a withdrawn consent', { advertisingConsent: false }, { state: 'skipped', reason: 'no_consent' }],
    ['an upper tier', { tierObstacle: 'upper_tier' }, { state: 'skipped', reason: 'upper_tier' }],
    ['a tier that is in doubt', { tierObstacle: 'doubtful_tier' }, { state: 'skipped', reason: 'doubtful_tier' }],
    ['an open complaint', { held: true }, { state: 'held', reason: 'open_complaint' }],
    ['no address any more', { hasAddress: false }, { state: 'skipped', reason: 'no_address' }],
    ['who has left the funnel', { hasLeft: true, held: true }, { state: 'cancelled', reason: 'left_funnel' }],
    ['both held and suppressed', { held: true, suppression: 'manual' }, { state: 'suppressed', reason: 'manual' }],
  ] as const)('decides on a promotion: %s', (_name, changes, verdict) => {
    expect(verdictOf(facts(changes), true)).toEqual(verdict);
  });

  it('lets transactional mail pass but to a broken address', () => {
    expect(verdictOf(facts({ suppression: 'unsubscribed', advertisingConsent: false, tierObstacle: 'upper_tier', held: true }), false)).toBe('send');
    expect(verdictOf(facts({ suppression: 'broken_address' }), false)).toEqual({ state: 'suppressed', reason: 'broken_address' });
  });
});
