import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SourceKind } from '../ledger/delivery.ts';

/** Whom a link is about. It says all that is needed, so that it works when everything else is gone. */
export interface LinkSubject {
  readonly kind: SourceKind;
  readonly sourceId: string;
  readonly contactId: string;
}

/** The first byte: what the token is good for. A token for one purpose is nothing to another. */
const UNSUBSCRIBE = 0x75;
const KINDS: readonly SourceKind[] = ['campaign', 'funnel', 'ticket', 'message'];
const PAYLOAD = 34;
const SIGNATURE = 32;

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
const idOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const signatureOf = (payload: Buffer, secret: string): Buffer => createHmac('sha256', secret).update(payload).digest();

/** 88 characters that are safe in a URL: purpose, kind, two ids and their HMAC-SHA-256. */
export function signLink({ kind, sourceId, contactId }: LinkSubject, secret: string): string {
  const payload = Buffer.concat([Buffer.of(UNSUBSCRIBE, KINDS.indexOf(kind)), bytesOf(sourceId), bytesOf(contactId)]);
  return Buffer.concat([payload, signatureOf(payload, secret)]).toString('base64url');
}

/** Undefined where the token is not one of ours. */
export function readLink(token: string, secret: string): LinkSubject | undefined {
  const bytes = /^[\w-]{88}$/.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0);
  if (bytes.length !== PAYLOAD + SIGNATURE) return undefined;
  const payload = bytes.subarray(0, PAYLOAD);
  if (!timingSafeEqual(bytes.subarray(PAYLOAD), signatureOf(payload, secret))) return undefined;
  const kind = KINDS[payload[1] ?? -1];
  if (payload[0] !== UNSUBSCRIBE || kind === undefined) return undefined;
  return { kind, sourceId: idOf(payload.subarray(2, 18)), contactId: idOf(payload.subarray(18)) };
}
