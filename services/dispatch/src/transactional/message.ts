import { createHash, createHmac } from 'node:crypto';
import type { DeliveryState, MergeFields } from '@widecast/contracts';
import type { InDoubtPolicy, Mark } from '../ledger/delivery.ts';

/** To whom: a contact, whose address segmentation knows, or an address. */
export type Addressee = { readonly contactId: string } | { readonly email: string };

/** One transactional message that a program asks for. */
export interface NewMessage {
  readonly idempotencyKey: string;
  readonly templateId: string;
  readonly to: Addressee;
  readonly fields: MergeFields;
  readonly inDoubt: InDoubtPolicy;
  /** What has not left so long after it was asked for is not sent any more; null is for ever. */
  readonly timeToLiveSeconds: number | null;
}

/** A message as it is now. */
export interface MessageView {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly templateId: string;
  /** Null where it goes to an address. */
  readonly contactId: string | null;
  readonly email: string | null;
  /** Of its delivery; `awaiting_address` until segmentation has told the address of the contact. */
  readonly state: DeliveryState | 'awaiting_address';
  readonly reason: string | null;
  readonly attempt: number;
  readonly mark: Mark | null;
  readonly expiresAt: Date | null;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What makes two requests the same one: everything but the order of the fields. */
export function digestOf({ templateId, to, fields, inDoubt, timeToLiveSeconds }: NewMessage): Buffer {
  const sorted = Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify([templateId, 'email' in to ? to.email : to.contactId, sorted, inDoubt, timeToLiveSeconds])).digest();
}

/** Messages of one template and one policy share a source of the ledger, and so a claim. */
export const sourceIdOf = (templateId: string, inDoubt: InDoubtPolicy): string => uuidOf(createHash('sha256').update(`messages/${templateId}/${inDoubt}`).digest());

/** Stands for somebody of whom only the address is known; keyed, so that it does not tell the address. */
export const contactIdOf = (email: string, secret: string): string => uuidOf(createHmac('sha256', secret).update(`addressee/${email.toLowerCase()}`).digest());

/** A UUID of version 8 out of a digest (RFC 9562 §5.8). */
function uuidOf(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
