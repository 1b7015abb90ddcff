import { timingSafeEqual } from 'node:crypto';
import { signatureHeaders } from './signature.ts';

/** Headers as Node gives them, and the body as it came. */
export interface SignedCall {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export type Verification = { readonly id: string } | { readonly defect: string };

/** How far the clock of the other side may be off, and how late a call may come, in s. */
const TOLERANCE = 300;

/** Whether a call was signed with the secret as Standard Webhooks 1.0 says, now; gives its id, the same for every attempt, or what is wrong. */
export function verifyCall({ headers, body }: SignedCall, secret: string, now = Date.now()): Verification {
  const of = (name: string): string => (typeof headers[name] === 'string' ? headers[name] : '');
  const [id, time, given] = [of('webhook-id'), of('webhook-timestamp'), of('webhook-signature')];
  if (!/^[\x21-\x7e]{1,200}$/.test(id)) return { defect: 'webhook-id is missing, or is not up to 200 characters without blanks' };
  if (!/^\d{1,12}$/.test(time)) return { defect: 'webhook-timestamp is missing, or is not seconds since 1970' };
  const right = Buffer.from(signatureHeaders({ id, timestamp: Number(time), body }, secret)['webhook-signature'] ?? '');
  const isRight = given.split(' ').some((one) => one.length === right.length && Buffer.byteLength(one) === right.length && timingSafeEqual(Buffer.from(one), right));
  if (!isRight) return { defect: 'webhook-signature is missing or wrong; it is "v1," and the base64 of HMAC-SHA-256 over id.timestamp.body with the secret after whsec_, decoded' };
  if (Math.abs(now / 1000 - Number(time)) > TOLERANCE) return { defect: `webhook-timestamp is more than ${TOLERANCE} s from now; sign anew` };
  return { id };
}
