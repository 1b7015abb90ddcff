import { Injectable } from '@nestjs/common';
import type { BehaviourRecorded } from '@widecast/contracts';
import { columnsOf, type Queryable, type Transaction } from '@widecast/database';
import type { Facts } from '../passage/advance.ts';

export type Behaviour = BehaviourRecorded['events'][number];

export type FactsOf = ReadonlyMap<string, Facts>;

/** When each contact did each type of behaviour last; owns the table funnel_behaviours. */
@Injectable()
export class BehaviourRepository {
  async note(tx: Transaction, events: readonly Behaviour[]): Promise<void> {
    await tx.query(
      `INSERT INTO funnel_behaviours AS known (contact_id, type, last_at)
       SELECT contact_id, type, max(at) FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS news (contact_id, type, at)
       GROUP BY contact_id, type ORDER BY contact_id, type
       ON CONFLICT (contact_id, type) DO UPDATE SET last_at = excluded.last_at WHERE known.last_at < excluded.last_at`,
      columnsOf(events, (event) => event.contactId, (event) => event.type, (event) => event.occurredAt),
    );
  }

  /** When each contact did each of the types last. */
  async facts(database: Queryable, contactIds: readonly string[], types: readonly string[]): Promise<FactsOf> {
    const rows = await database.query<{ contactId: string; type: string; last: Date }>(
      `SELECT contact_id AS "contactId", type, last_at AS last FROM funnel_behaviours
       WHERE contact_id = ANY($1::uuid[]) AND type = ANY($2::text[])`,
      [contactIds, types],
    );
    const facts = new Map<string, Map<string, Date>>();
    for (const { contactId, type, last } of rows) facts.set(contactId, (facts.get(contactId) ?? new Map<string, Date>()).set(type, last));
    return facts;
  }
}
