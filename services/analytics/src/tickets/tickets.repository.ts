import { Injectable } from '@nestjs/common';
import type { TicketOpened } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';

export interface TicketCount {
  readonly dimension: 'all' | 'queue' | 'intent' | 'language' | 'channel';
  readonly value: string;
  readonly tickets: number;
  readonly complaints: number;
  readonly known: number;
}

/** Tickets as they were when they were opened; owns the table tickets. */
@Injectable()
export class TicketsRepository {
  constructor(private readonly database: Database) {}

  async note(opened: readonly TicketOpened[]): Promise<void> {
    await this.database.query(
      `INSERT INTO tickets (ticket_id, contact_id, channel, language, intent, urgency, complaint, queue, opened_at)
       SELECT * FROM unnest(
         $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[], $9::timestamptz[]
       ) AS news (ticket_id) ORDER BY ticket_id
       ON CONFLICT DO NOTHING`,
      columnsOf(
        opened, (ticket) => ticket.ticketId, (ticket) => ticket.contactId, (ticket) => ticket.channel, (ticket) => ticket.language,
        (ticket) => ticket.intent, (ticket) => ticket.urgency, (ticket) => ticket.complaint, (ticket) => ticket.queue, (ticket) => ticket.at,
      ),
    );
  }

  /** Counts over tickets opened in [since, until), in all and along each dimension, the largest first. */
  counts(since: string | undefined, until: string | undefined): Promise<TicketCount[]> {
    return this.database.query<TicketCount>(
      `SELECT CASE WHEN grouping(queue) = 0 THEN 'queue' WHEN grouping(intent) = 0 THEN 'intent'
                   WHEN grouping(language) = 0 THEN 'language' WHEN grouping(channel) = 0 THEN 'channel' ELSE 'all' END AS dimension,
              coalesce(queue, intent, language, channel, '') AS value,
              count(*)::int AS tickets,
              count(*) FILTER (WHERE complaint)::int AS complaints,
              count(contact_id)::int AS known
       FROM tickets
       WHERE opened_at >= coalesce($1::timestamptz, '-infinity') AND opened_at < coalesce($2::timestamptz, 'infinity')
       GROUP BY GROUPING SETS ((), (queue), (intent), (language), (channel))
       ORDER BY tickets DESC, value`,
      [since ?? null, until ?? null],
    );
  }
}
