import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Unauthenticated } from '../http/domain-error.ts';
import type { Actor } from './actor.ts';

/** The header in which the gateway tells a service who is acting. */
export const ACTOR_HEADER = 'x-widecast-actor';

const VALID_FOR = 60_000;

const claims = z.object({ id: z.string(), name: z.string(), scopes: z.array(z.string()), until: z.number() });

const signatureOf = (payload: string, secret: string): Buffer => createHmac('sha256', secret).update(`actor.${payload}`).digest();

/** Signs an actor for one minute (HMAC-SHA-256). */
export function signActor(actor: Actor, secret: string, now = Date.now()): string {
  const payload = Buffer.from(JSON.stringify({ ...actor, until: now + VALID_FOR })).toString('base64url');
  return `${payload}.${signatureOf(payload, secret).toString('base64url')}`;
}

/** Throws {@link Unauthenticated} where the signature or its time is not valid. */
export function verifyActor(token: string, secret: string, now = Date.now()): Actor {
  const [payload = '', signature = ''] = token.split('.');
  const expected = signatureOf(payload, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Unauthenticated('The signature of the actor is not valid');
  const { until, ...actor } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  if (until < now) throw new Unauthenticated('The signed actor is too old');
  return actor;
}
