import { Injectable } from '@nestjs/common';
import { deliveryState, type DeliveryState } from '@widecast/contracts';
import { Database, type Queryable } from '@widecast/database';
import { everyState, type StateCounts } from './balances.ts';

const PIECE = 10_000;

/** In the order of their key, so that two processes that add up do not wait for each other in a circle. */
const FOLD = `
  WITH taken AS (
    DELETE FROM ledger_changes WHERE ctid = ANY (ARRAY(SELECT ctid FROM ledger_changes LIMIT ${PIECE} FOR UPDATE SKIP LOCKED)) RETURNING source_id, state, n
  ), added AS (
    INSERT INTO ledger_counts AS c (source_id, state, n) SELECT source_id, state, sum(n) FROM taken GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (source_id, state) DO UPDATE SET n = c.n + excluded.n
  )
  SELECT count(*)::int AS taken FROM taken`;

const KEPT = `
  SELECT state, sum(n)::int AS n FROM (
    SELECT state, n FROM ledger_counts WHERE source_id = $1 UNION ALL SELECT state, n FROM ledger_changes WHERE source_id = $1
  ) noted GROUP BY state`;

const COUNTED = `
  SELECT state, count(*)::int AS n FROM (
    SELECT state::text FROM deliveries WHERE source_id = $1 UNION ALL SELECT state FROM archived_deliveries WHERE source_id = $1
  ) rows GROUP BY state`;

/** The counts that the database keeps, beside those of a full count. */
export interface Audit {
  readonly kept: StateCounts;
  readonly counted: StateCounts;
  readonly agrees: boolean;
}

/** Looks after the running counts of the ledger. */
@Injectable()
export class Counts {
  constructor(private readonly database: Database) {}

  /** Adds up what was noted; the sums do not change by it. Safe in any number of processes. */
  async fold(): Promise<void> {
    for (let taken = PIECE; taken === PIECE; ) {
      const [row] = await this.database.query<{ taken: number }>(FOLD);
      taken = row?.taken ?? 0;
    }
  }

  /** Counts every delivery of a source: some tenths of a second for a million. */
  async audit(sourceId: string, database: Queryable = this.database): Promise<Audit> {
    // One statement, so that both counts are of one moment.
    const rows = await database.query<{ what: 'kept' | 'counted'; state: DeliveryState; n: number }>(
      `SELECT 'kept' AS what, state, n FROM (${KEPT}) k UNION ALL SELECT 'counted', state, n FROM (${COUNTED}) c`, [sourceId]);
    const countsOf = (wanted: string): StateCounts => everyState(Object.fromEntries(rows.filter(({ what }) => what === wanted).map(({ state, n }) => [state, n])));
    const [kept, counted] = [countsOf('kept'), countsOf('counted')];
    return { kept, counted, agrees: deliveryState.options.every((state) => kept[state] === counted[state]) };
  }
}
