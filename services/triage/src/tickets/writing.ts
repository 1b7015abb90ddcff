import { prepared, type Transaction } from '@widecast/database';
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

export interface WritingIn {
  readonly ticketId: string;
  readonly writing: Writing;
}

const INSERT = prepared(`
  INSERT INTO ticket_messages (ticket_id, id, direction, automatic, message_id, ancestors, text, full_text, attachments, raw_ref, html)
  SELECT ticket_id, id, 'in', automatic, message_id, ancestors, text, full_text, attachments, raw_ref, html FROM json_to_recordset($1::json) AS r (
    ticket_id uuid, id uuid, automatic boolean, message_id text, ancestors text[], text text, full_text text, attachments jsonb, raw_ref uuid, html text)`);

/** Writes each into its ticket, with its files. */
export async function write(tx: Transaction, written: readonly WritingIn[]): Promise<void> {
  const messages = written.map((one) => ({ id: uuidv7(), ...one }));
  await Promise.all([
    keepFiles(tx, messages.flatMap(({ writing }) => writing.attachments)),
    keepRaw(tx, messages.flatMap(({ id, writing: { raw } }) => (raw ? { id, raw } : []))),
    tx.query(INSERT, [JSON.stringify(messages.map(rowOf))]),
  ]);
}

function rowOf({ id, ticketId, writing }: WritingIn & { readonly id: string }): Record<string, unknown> {
  const { automatic, messageId, references, text, fullText, attachments, raw, html } = writing;
  return {
    id, ticket_id: ticketId, automatic, message_id: messageId, ancestors: references, text, full_text: fullText, html, raw_ref: raw ? id : null,
    attachments: attachments.map(({ content: _content, ...attachment }) => attachment),
  };
}

/** So many at a time, so that there are few statements to prepare. */
const RAW_AT_A_TIME = 16;

/** Each a parameter of its own: those are sent as bytes, arrays of bytes are not. */
async function keepRaw(tx: Transaction, mails: readonly { readonly id: string; readonly raw: Buffer }[]): Promise<void> {
  await Promise.all(Array.from({ length: Math.ceil(mails.length / RAW_AT_A_TIME) }, (_, part) => {
    const some = mails.slice(part * RAW_AT_A_TIME, (part + 1) * RAW_AT_A_TIME);
    return tx.query(prepared(`INSERT INTO raw_mails (id, raw) VALUES ${some.map((_each, n) => `($${2 * n + 1}, $${2 * n + 2})`).join(', ')}`), some.flatMap(({ id, raw }) => [id, raw]));
  }));
}
