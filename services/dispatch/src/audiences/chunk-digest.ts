import { createHash } from 'node:crypto';
import type { Recipient } from '@widecast/contracts';

/** Who is in a chunk, in whatever order, and whatever has become of their addresses since; 16 bytes. */
export function digestOf(recipients: readonly Pick<Recipient, 'contactId'>[]): Buffer {
  const hash = createHash('sha256');
  for (const contactId of recipients.map((recipient) => recipient.contactId).toSorted()) hash.update(contactId);
  return hash.digest().subarray(0, 16);
}
