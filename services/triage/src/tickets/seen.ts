import type { Transaction } from '@widecast/database';
import { TicketMovedOn } from './ticket-errors.ts';

/** What somebody says who does not care what has come since he read. */
export const ANY = 'any';

const NEWER = `
  SELECT 1 FROM ticket_messages m LEFT JOIN ticket_messages s ON s.ticket_id = m.ticket_id AND s.id = $2
  WHERE m.ticket_id = $1 AND NOT m.automatic AND (s.at IS NULL OR m.at > s.at) LIMIT 1`;

/**
 * Throws {@link TicketMovedOn} where a person or the customer wrote after the message that was `seen`. The lock on the ticket's row is held: of two at
 * once the second sees the first.
 */
export async function demandSeen(tx: Transaction, ticketId: string, seen: string | undefined): Promise<void> {
  if (seen === undefined || seen === ANY) return;
  const newer = await tx.query(NEWER, [ticketId, seen]);
  if (newer.length > 0) throw new TicketMovedOn(ticketId);
}

/** The id of the newest message that a machine did not write; of any, where there is none. */
export async function newestIn(tx: Transaction, ticketId: string): Promise<string> {
  const [newest] = await tx.query<{ id: string }>('SELECT id FROM ticket_messages WHERE ticket_id = $1 ORDER BY automatic, at DESC, id DESC LIMIT 1', [ticketId]);
  return newest?.id ?? ANY;
}
