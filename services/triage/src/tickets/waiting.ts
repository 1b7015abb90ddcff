import type { Transaction } from '@widecast/database';

/** Whether the last word is the customer's; what machines wrote counts for nothing. */
export async function isWaiting(tx: Transaction, ticketId: string): Promise<boolean> {
  const [last] = await tx.query<{ direction: string }>('SELECT direction FROM ticket_messages WHERE ticket_id = $1 AND NOT automatic ORDER BY at DESC, id DESC LIMIT 1', [ticketId]);
  return last?.direction === 'in';
}
