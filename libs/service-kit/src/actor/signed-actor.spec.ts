import { describe, expect, it } from '@jest/globals';
import { Unauthenticated } from '../http/domain-error.ts';
import { mayDo } from './actor.ts';
import { signActor, verifyActor } from './signed-actor.ts';

const secret = 'a secret of at least thirty-two chars';
const actor = { id: 'key:1', name: 'shop', scopes: ['contacts:read', 'segments:*'] };

describe('a signed actor', () => {
  it('comes through as it was signed', () => {
    expect(verifyActor(signActor(actor, secret), secret)).toEqual(actor);
  });

  it('is refused with another secret, changed, too old or malformed', () => {
    const token = signActor(actor, secret);
    const [payload = '', signature = ''] = token.split('.');
    const more = Buffer.from(JSON.stringify({ ...actor, scopes: ['*'], until: Date.now() + 1000 })).toString('base64url');

    expect(() => verifyActor(signActor(actor, 'another secret of thirty-two characters'), secret)).toThrow(Unauthenticated);
    expect(() => verifyActor(`${more}.${signature}`, secret)).toThrow(Unauthenticated);
    expect(() => verifyActor(token, secret, Date.now() + 61_000)).toThrow(Unauthenticated);
    expect(() => verifyActor(payload, secret)).toThrow(Unauthenticated);
    expect(() => verifyActor('', secret)).toThrow(Unauthenticated);
  });

  it('may do what its scopes name, and all of a subject with a star', () => {
    expect(['contacts:read', 'segments:write'].map((scope) => mayDo(actor, scope))).toEqual([true, true]);
    expect(['contacts:write', 'keys:read', 'segmentsx:read'].map((scope) => mayDo(actor, scope))).toEqual([false, false, false]);
  });
});
