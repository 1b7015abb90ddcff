import { createHash } from 'node:crypto';
import type { IncomingMail } from '../mail/incoming-mail.ts';

const hash = (parts: readonly string[]): Buffer => createHash('sha256').update(JSON.stringify(parts)).digest();

/**
 * The same for a mail that comes again, on whatever way: its id and content, not the traces of its transport. Without an id
 * only the same bytes are the same mail: two people may ask the same.
 */
export function fingerprintOf({ messageId, from, date, subject, text }: IncomingMail, raw: Buffer): Buffer {
  return messageId === null ? fingerprintOfRaw(raw) : hash([messageId, from ?? '', date, subject, text]);
}

export function fingerprintOfRaw(raw: Buffer): Buffer {
  return createHash('sha256').update('raw\n').update(raw).digest();
}
