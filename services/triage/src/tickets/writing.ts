import type { Transaction } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { keepFiles } from '../attachments/attachments.ts';
import type { AttachedFile } from '../mail/incoming-mail.ts';

/** What somebody wrote. */
export interface Writing {
  readonly text: string;
  readonly fullText: string;
  readonly messageId: string | null;
  readonly references: readonly string[];
  readonly automatic: boolean;
  readonly html: string | null;
  readonly attachments: readonly AttachedFile[];
  /** The mail as it came, kept for a time; null for what did not come by mail. */
  readonly raw: Buffer | null;
}

/** Writes it into a ticket, with its files. */
export async function write(tx: Transaction, ticketId: string, { messageId, automatic, references, text, fullText, html, attachments, raw }: Writing): Promise<void> {
  const id = uuidv7();
  await keepFiles(tx, attachments);
  if (raw) await tx.query('INSERT INTO raw_mails (id, raw) VALUES ($1, $2)', [id, raw]);
  await tx.query(
    `INSERT INTO ticket_messages (ticket_id, id, direction, automatic, message_id, ancestors, text, full_text, attachments, raw_ref, html)
     VALUES ($1, $2, 'in', $3, $4, $5, $6, $7, $8, $9, $10)`,
    [ticketId, id, automatic, messageId, references, text, fullText, JSON.stringify(attachments.map(({ content: _content, ...attachment }) => attachment)), raw ? id : null, html],
  );
}
