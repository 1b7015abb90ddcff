import { Injectable } from '@nestjs/common';
import { behaviourRecorded, chunkByBucket } from '@widecast/contracts';
import { columnsOf, Database, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { ChangeDrain } from '../membership/change-drain.ts';
import { behavioursTouched } from '../membership/contact-change.ts';
import { SegmentRefresher } from '../membership/segment-refresher.ts';
import { BehaviourSieve, type Behaviour, type BehaviourDraft, type Whose } from './behaviour-sieve.ts';

export interface BehaviourOutcome {
  readonly accepted: number;
  readonly duplicates: number;
  /** Places in the list of those whose contact is not known. */
  readonly unknown: readonly number[];
  /** Places of those of which it cannot be told any more whether they were counted before. */
  readonly folded: readonly number[];
}

/** What contacts did; an event with the same contact and id is the same event. */
@Injectable()
export class BehaviourService {
  constructor(
    private readonly database: Database,
    private readonly sieve: BehaviourSieve,
    private readonly segments: SegmentRefresher,
    private readonly drain: ChangeDrain,
    private readonly outbox: Outbox,
  ) {}

  record(drafts: readonly BehaviourDraft[]): Promise<BehaviourOutcome> {
    return this.recordOf(drafts, 'anybody');
  }

  /** As {@link record}, of links and images, by ids; nothing of contacts who have withdrawn their consent to it, also where the message was sent before. */
  async recordTracked(drafts: readonly BehaviourDraft[]): Promise<void> {
    await this.recordOf(drafts, 'who may be tracked');
  }

  private async recordOf(drafts: readonly BehaviourDraft[], whose: Whose): Promise<BehaviourOutcome> {
    if (drafts.length === 0) return { accepted: 0, duplicates: 0, unknown: [], folded: [] };
    await this.drain.room();
    return this.database.transaction(async (tx) => {
      const { behaviours, unknown, folded } = await this.sieve.sift(tx, drafts, whose);
      const fresh = await this.insert(tx, behaviours);
      await this.tell(tx, fresh);
      return { accepted: fresh.length, duplicates: behaviours.length - fresh.length, unknown, folded };
    });
  }

  private async insert(tx: Transaction, behaviours: readonly Behaviour[]): Promise<Behaviour[]> {
    const keyOf = ({ contactId, eventId }: { contactId: string; eventId: string }): string => `${contactId} ${eventId}`;
    const once = new Map(behaviours.map((behaviour) => [keyOf(behaviour), behaviour]));
    // In the order of the key, so that two requests with the same events do not wait for each other. Nothing has occurred
    // in the future: who says so has a clock that is fast.
    const rows = await tx.query<{ contactId: string; eventId: string; occurredAt: Date }>(
      `INSERT INTO behaviour_events (contact_id, event_id, type, occurred_at, value, campaign_id)
       SELECT c, i, t, least(at, now()), v, k
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::numeric[], $6::uuid[]) AS e (c, i, t, at, v, k) ORDER BY c, i
       ON CONFLICT DO NOTHING RETURNING contact_id AS "contactId", event_id AS "eventId", occurred_at AS "occurredAt"`,
      columnsOf([...once.values()], ({ contactId }) => contactId, ({ eventId }) => eventId, ({ type }) => type, ({ occurredAt }) => occurredAt,
        ({ value }) => value, ({ campaignId }) => campaignId),
    );
    return rows.flatMap((row) => {
      const behaviour = once.get(keyOf(row));
      return behaviour ? [{ ...behaviour, occurredAt: row.occurredAt.toISOString() }] : [];
    });
  }

  private async tell(tx: Transaction, fresh: readonly Behaviour[]): Promise<void> {
    if (fresh.length === 0) return;
    const contactIds = [...new Set(fresh.map(({ contactId }) => contactId))];
    await this.segments.refresh(tx, [{ contactIds, touches: behavioursTouched(fresh.map(({ type }) => type)) }]);
    const events = fresh.map(({ campaignId, ...event }) => (campaignId === null ? event : { ...event, campaignId }));
    const chunks = chunkByBucket(events, ({ contactId }) => contactId);
    await this.outbox.append(tx, behaviourRecorded, chunks.map(({ bucket, items }) => ({ bucket, events: items })));
  }
}
