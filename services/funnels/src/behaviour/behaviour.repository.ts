import { Injectable } from '@nestjs/common';
import type { BehaviourRecorded } from '@widecast/contracts';
import { columnsOf, Database, type Queryable, type Transaction } from '@widecast/database';
import type { Facts } from '../passage/advance.ts';

export type Behaviour = BehaviourRecorded['events'][number];

export type FactsOf = ReadonlyMap<string, Facts>;

/** What contacts did, as far as a funnel depends on it; owns the table funnel_behaviours. */
@Injectable()
export class BehaviourRepository {
  constructor(private readonly database: Database) {}

  /** The types of behaviour that any funnel names. */
  async namedTypes(): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ type: string }>('SELECT DISTINCT unnest(behaviours) AS type FROM funnel_versions');
    return new Set(rows.map(({ type }) => type));
  }

  async note(tx: Transaction, events: readonly Behaviour[]): Promise<void> {
    await tx.query(
      `INSERT INTO funnel_behaviours (contact_id, event_id, type, occurred_at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) AS news (contact_id, event_id)
       ORDER BY contact_id, event_id ON CONFLICT DO NOTHING`,
      columnsOf(events, (event) => event.contactId, (event) => event.eventId, (event) => event.type, (event) => event.occurredAt),
    );
  }

  /** When each contact did each of the types last. */
  async facts(database: Queryable, contactIds: readonly string[], types: readonly string[]): Promise<FactsOf> {
    const rows = await database.query<{ contactId: string; type: string; last: Date }>(
      `SELECT contact_id AS "contactId", type, max(occurred_at) AS last FROM funnel_behaviours
       WHERE contact_id = ANY($1::uuid[]) AND type = ANY($2::text[]) GROUP BY contact_id, type`,
      [contactIds, types],
    );
    const facts = new Map<string, Map<string, Date>>();
    for (const { contactId, type, last } of rows) facts.set(contactId, (facts.get(contactId) ?? new Map<string, Date>()).set(type, last));
    return facts;
  }
}
