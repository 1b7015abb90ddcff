import { createHash } from 'node:crypto';
import type { IncomingMail } from '../mail/incoming-mail.ts';

const hash = (parts: readonly string[]): Buffer => createHash('sha256').update(JSON.stringify(parts)).digest();

/** The same for a mail that comes again, on whatever way: its id and content, not the traces of its transport. */
export function fingerprintOf({ messageId, from, date, subject, text }: IncomingMail): Buffer {
  return hash([messageId ?? '', from ?? '', date, subject, text]);
}

export function fingerprintOfRaw(raw: Buffer): Buffer {
  return createHash('sha256').update('raw\n').update(raw).digest();
}
