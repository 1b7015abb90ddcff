import { Injectable } from '@nestjs/common';
import type { BehaviourRecorded } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';
import { counter } from '@widecast/service-kit';
import { slicesOf } from '../persistence/slices.ts';

type Behaviour = BehaviourRecorded['events'][number];

const seen = counter({
  name: 'widecast_behaviour_events_total',
  help: 'Events of behaviour by what was done with them: counted, or known already',
  labels: ['service', 'outcome'],
});

/** What contacts did, each event once; owns the table behaviours. */
@Injectable()
export class BehaviourRepository {
  constructor(private readonly database: Database) {}

  async count(events: readonly Behaviour[]): Promise<void> {
    for (const slice of slicesOf(events)) {
      const fresh = await this.insert(slice);
      seen.inc({ service: 'analytics', outcome: 'counted' }, fresh);
      seen.inc({ service: 'analytics', outcome: 'known' }, slice.length - fresh);
    }
  }

  /** Gives how many were new. Written in the order of the key, so that two writers cannot block each other. */
  private async insert(events: readonly Behaviour[]): Promise<number> {
    const [result] = await this.database.query<{ fresh: number }>(
      `WITH inserted AS (
         INSERT INTO behaviours (contact_id, event_id, type, occurred_at, value, campaign_id)
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::numeric[], $6::uuid[]) AS news (contact_id, event_id)
         WHERE NOT EXISTS (SELECT FROM erased_contacts e WHERE e.contact_id = news.contact_id)
         ORDER BY contact_id, event_id
         ON CONFLICT DO NOTHING RETURNING 1
       ) SELECT count(*)::int AS fresh FROM inserted`,
      columnsOf(
        events, (event) => event.contactId, (event) => event.eventId, (event) => event.type, (event) => event.occurredAt, (event) => event.value,
        (event) => event.campaignId ?? null,
      ),
    );
    return result?.fresh ?? 0;
  }
}
