import { Injectable } from '@nestjs/common';
import type { TicketChanged } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';

export type TicketNews = Pick<TicketChanged, 'ticketId' | 'version' | 'contactId' | 'state' | 'intent' | 'urgency' | 'complaint' | 'at'>;

/** Tickets of contacts as they are now: a projection of what triage tells. */
@Injectable()
export class ContactTickets {
  constructor(private readonly database: Database) {}

  /** Nothing is kept of a contact that is gone, however late the news of his tickets come. */
  async note(news: readonly TicketNews[]): Promise<void> {
    if (news.length === 0) return;
    await this.database.query(
      `WITH news AS (
         SELECT DISTINCT ON (ticket_id) * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::timestamptz[])
           AS news (ticket_id, contact_id, version, state, intent, urgency, complaint, at) ORDER BY ticket_id, version DESC
       ), gone AS (
         DELETE FROM contact_tickets t USING news n WHERE t.ticket_id = n.ticket_id AND t.version < n.version AND NOT EXISTS (SELECT FROM contacts c WHERE c.id = n.contact_id)
       )
       INSERT INTO contact_tickets AS t (ticket_id, contact_id, version, state, intent, urgency, complaint, at)
       -- Who erases the contact at the same time waits for us, or we for him.
       SELECT n.* FROM news n JOIN contacts c ON c.id = n.contact_id ORDER BY c.id FOR KEY SHARE OF c
       ON CONFLICT (ticket_id) DO UPDATE SET contact_id = excluded.contact_id, version = excluded.version, state = excluded.state, intent = excluded.intent,
         urgency = excluded.urgency, complaint = excluded.complaint WHERE t.version < excluded.version`,
      columnsOf(news, (n) => n.ticketId, (n) => n.contactId, (n) => n.version, (n) => n.state, (n) => n.intent, (n) => n.urgency, (n) => n.complaint, (n) => n.at),
    );
  }
}
