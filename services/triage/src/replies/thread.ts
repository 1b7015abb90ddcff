import { prepared, usePrimaryKeys, type Transaction } from '@widecast/database';

/** What stands in the head of an answer. */
export interface Thread {
  readonly inReplyTo: string | null;
  readonly references: string[];
}

const MOST_REFERENCES = 20;
export const UNTHREADED: Thread = { inReplyTo: null, references: [] };

const LAST_IN = prepared(`
  SELECT DISTINCT ON (ticket_id) ticket_id AS "ticketId", message_id AS "messageId", ancestors FROM ticket_messages
  WHERE ticket_id = ANY($1::uuid[]) AND direction = 'in' AND NOT automatic AND message_id IS NOT NULL ORDER BY ticket_id, at DESC`);

/** In-Reply-To and References of the answer to a message with these ids (RFC 5322 §3.6.4). */
export function threadBehind(messageId: string | null, ancestors: readonly string[]): Thread {
  return messageId === null ? UNTHREADED : { inReplyTo: messageId, references: [...ancestors, messageId].slice(-MOST_REFERENCES) };
}

/** For the next answer to each ticket, from the last message that came in with an id. */
export async function threadsOf(tx: Transaction, ticketIds: readonly string[]): Promise<ReadonlyMap<string, Thread>> {
  if (ticketIds.length === 0) return new Map();
  await usePrimaryKeys(tx);
  const rows = await tx.query<{ ticketId: string; messageId: string; ancestors: string[] }>(LAST_IN, [ticketIds]);
  return new Map(rows.map(({ ticketId, messageId, ancestors }) => [ticketId, threadBehind(messageId, ancestors)]));
}
