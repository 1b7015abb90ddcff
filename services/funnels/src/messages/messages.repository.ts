import { Injectable } from '@nestjs/common';
import type { DeliveriesSettled } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';
import { slicesOf } from '../persistence/slices.ts';

/** What became of the messages that funnels asked for; owns the table funnel_messages. */
@Injectable()
export class MessagesRepository {
  constructor(private readonly database: Database) {}

  async note(settled: readonly DeliveriesSettled[]): Promise<void> {
    const outcomes = settled
      .filter(({ source }) => source.kind === 'funnel')
      .flatMap(({ source: { id, step }, outcomes: some }) => some.map((outcome) => ({ ...outcome, funnelId: id, step })));
    for (const slice of slicesOf(outcomes)) {
      await this.database.query(
        `INSERT INTO funnel_messages AS known (contact_id, funnel_id, step, version, state, reason, at)
         SELECT DISTINCT ON (contact_id, funnel_id, step) *
         FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[], $7::timestamptz[])
           AS news (contact_id, funnel_id, step, version)
         ORDER BY contact_id, funnel_id, step, version DESC
         ON CONFLICT (contact_id, funnel_id, step) DO UPDATE
           SET version = excluded.version, state = excluded.state, reason = excluded.reason, at = excluded.at
         WHERE known.version < excluded.version`,
        columnsOf(
          slice, (row) => row.contactId, (row) => row.funnelId, (row) => row.step, (row) => row.version, (row) => row.state, (row) => row.reason, (row) => row.at,
        ),
      );
    }
  }
}
