import { Injectable } from '@nestjs/common';
import type { TicketChanged, TicketOpened } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';

export interface TicketCount {
  readonly dimension: 'all' | 'state' | 'queue' | 'intent' | 'language' | 'channel';
  readonly value: string;
  readonly tickets: number;
  readonly complaints: number;
  readonly known: number;
}

type AsItIs = Omit<TicketOpened, 'channel' | 'at'>;

/** The columns that both events tell. */
const toldOf = (tickets: readonly AsItIs[]): unknown[] =>
  columnsOf(
    tickets, (ticket) => ticket.ticketId, (ticket) => ticket.contactId, (ticket) => ticket.language, (ticket) => ticket.intent,
    (ticket) => ticket.urgency, (ticket) => ticket.complaint, (ticket) => ticket.queue,
  );

/** Tickets as they are now, the opening being version 1; owns the table tickets. */
@Injectable()
export class TicketsRepository {
  constructor(private readonly database: Database) {}

  /** Of a ticket whose change came first it adds the channel and the time. */
  async noteOpened(opened: readonly TicketOpened[]): Promise<void> {
    await this.database.query(
      `INSERT INTO tickets AS known (ticket_id, contact_id, language, intent, urgency, complaint, queue, channel, opened_at, version, state)
       SELECT DISTINCT ON (ticket_id) *, 1, 'open' FROM unnest(
         $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::text[], $9::timestamptz[]
       ) AS news (ticket_id) ORDER BY ticket_id
       ON CONFLICT (ticket_id) DO UPDATE SET channel = excluded.channel, opened_at = excluded.opened_at WHERE known.opened_at IS NULL`,
      [...toldOf(opened), ...columnsOf(opened, (ticket) => ticket.channel, (ticket) => ticket.at)],
    );
  }

  /** The highest version stays, in whatever order they come. */
  async noteChanged(changed: readonly TicketChanged[]): Promise<void> {
    await this.database.query(
      `INSERT INTO tickets AS known (ticket_id, contact_id, language, intent, urgency, complaint, queue, version, state)
       SELECT DISTINCT ON (ticket_id) * FROM unnest(
         $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::int[], $9::text[]
       ) AS news (ticket_id, contact_id, language, intent, urgency, complaint, queue, version, state) ORDER BY ticket_id, version DESC
       ON CONFLICT (ticket_id) DO UPDATE
         SET contact_id = excluded.contact_id, language = excluded.language, intent = excluded.intent, urgency = excluded.urgency,
             complaint = excluded.complaint, queue = excluded.queue, version = excluded.version, state = excluded.state
       WHERE known.version < excluded.version`,
      [...toldOf(changed), ...columnsOf(changed, (ticket) => ticket.version, (ticket) => ticket.state)],
    );
  }

  /** Counts over tickets opened in [since, until), in all and along each dimension, the largest first. */
  counts(since: string | undefined, until: string | undefined): Promise<TicketCount[]> {
    return this.database.query<TicketCount>(
      `SELECT CASE WHEN grouping(state) = 0 THEN 'state' WHEN grouping(queue) = 0 THEN 'queue' WHEN grouping(intent) = 0 THEN 'intent'
                   WHEN grouping(language) = 0 THEN 'language' WHEN grouping(channel) = 0 THEN 'channel' ELSE 'all' END AS dimension,
              coalesce(state, queue, intent, language, channel, '') AS value,
              count(*)::int AS tickets,
              count(*) FILTER (WHERE complaint)::int AS complaints,
              count(contact_id)::int AS known
       FROM tickets
       WHERE opened_at >= coalesce($1::timestamptz, '-infinity') AND opened_at < coalesce($2::timestamptz, 'infinity')
       GROUP BY GROUPING SETS ((), (state), (queue), (intent), (language), (channel))
       ORDER BY tickets DESC, value`,
      [since ?? null, until ?? null],
    );
  }
}
