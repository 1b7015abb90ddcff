import { Injectable } from '@nestjs/common';
import type { DeliveryState } from '@widecast/contracts';
import { Database, type Queryable } from '@widecast/database';
import { ROW } from '../archives/archives.repository.ts';
import type { Mark } from './delivery.ts';

export interface DeliveryView {
  readonly seq: number;
  readonly contactId: string;
  readonly email: string;
  readonly arm: string | null;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly attempt: number;
  readonly mark: Mark | null;
  readonly updatedAt: Date;
}

export interface DeliveryQuery {
  readonly state?: DeliveryState | undefined;
  /** The seq after which to go on; -1 begins. */
  readonly after: number;
  readonly limit: number;
}

/** The ledger says `pending` of what a claim holds. */
const STATE = `CASE WHEN d.state = 'pending' THEN coalesce(
  (SELECT CASE WHEN c.sending @> d.seq THEN 'sending' ELSE 'claimed' END FROM claims c WHERE c.source_id = d.source_id AND c.seqs @> d.seq LIMIT 1), 'pending') ELSE d.state::text END`;

/**
 * Each of the two gives a page by itself, in its own order: else every page would read the whole ledger. The rows of the archive do not overlap, so that
 * their order by the first number is that of all.
 */
const LIST = `
  SELECT * FROM (
    (SELECT seq, contact_id AS "contactId", email, arm, ${STATE} AS state, reason, attempt, mark, updated_at AS "updatedAt"
     FROM deliveries d WHERE source_id = $1 AND seq > $2 AND ($3::text IS NULL OR ${STATE} = $3) ORDER BY seq LIMIT $4)
    UNION ALL
    (SELECT seq, contact_id, email, arm, state, reason, attempt, mark, updated_at
     FROM archived_deliveries WHERE source_id = $1 AND first_seq > $2 - ${ROW} AND seq > $2 AND ($3::text IS NULL OR state = $3) ORDER BY first_seq, seq LIMIT $4)) both_kinds
  ORDER BY seq LIMIT $4`;

@Injectable()
export class DeliveriesService {
  constructor(private readonly database: Database) {}

  /** Deliveries of a source by their number; `next` is where to go on, null at the end. */
  async list(sourceId: string, { state, after, limit }: DeliveryQuery, database: Queryable = this.database): Promise<{ deliveries: DeliveryView[]; next: number | null }> {
    const deliveries = await database.query<DeliveryView & Record<string, unknown>>(LIST, [sourceId, after, state ?? null, limit]);
    return { deliveries, next: deliveries.length < limit ? null : (deliveries.at(-1)?.seq ?? null) };
  }
}
