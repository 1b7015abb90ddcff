import type { Queryable } from '@widecast/database';
import type { TicketFacts } from '../conditions/ticket-conditions.ts';

/** Of each ticket: what it is now, and what the customer wrote last. */
const FACTS = `
  SELECT t.id, t.queue, t.urgency, t.intent, t.confidence, t.language, t.complaint, t.channel, t.contact_id IS NOT NULL AS known, coalesce(c.tier, t.domain_tier) AS tier, t.email, t.tags, t.signals, t.entities, t.subject,
    coalesce((SELECT m.text FROM ticket_messages m WHERE m.ticket_id = t.id AND m.direction = 'in' AND NOT m.automatic ORDER BY m.at DESC LIMIT 1), '') AS text
  FROM tickets t LEFT JOIN contacts c ON c.contact_id = t.contact_id`;

export async function factsOf(database: Queryable, ticketId: string): Promise<TicketFacts | undefined> {
  const [facts] = await database.query<TicketFacts & Record<string, unknown>>(`${FACTS} WHERE t.id = $1`, [ticketId]);
  return facts;
}
