import type { Transaction } from '@widecast/database';

/** Whether the last word is the customer's; what machines wrote counts for nothing. */
export async function isWaiting(tx: Transaction, ticketId: string): Promise<boolean> {
  const [last] = await tx.query<{ direction: string }>('SELECT direction FROM ticket_messages WHERE ticket_id = $1 AND NOT automatic ORDER BY at DESC, id DESC LIMIT 1', [ticketId]);
  return last?.direction === 'in';
}

/** Keeps it with tickets whose messages were moved. */
export async function keepWaiting(tx: Transaction, ticketIds: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE tickets t SET waiting = coalesce((SELECT m.direction FROM ticket_messages m WHERE m.ticket_id = t.id AND NOT m.automatic ORDER BY m.at DESC, m.id DESC LIMIT 1), '') = 'in' WHERE id = ANY($1::uuid[])`,
    [ticketIds],
  );
}
