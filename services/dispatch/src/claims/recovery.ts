import { Inject, Injectable } from '@nestjs/common';
import { Database, usePrimaryKeys, type Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import type { ClaimedDelivery, InDoubtPolicy, SourceKind } from '../ledger/delivery.ts';
import { Settlements } from '../ledger/settlements.ts';
import { settlementOf } from '../sending/settlement-of.ts';

interface Expired {
  readonly fence: string;
  readonly sourceId: string;
  readonly kind: SourceKind;
  /** Sets of delivery numbers, as PostgreSQL writes them. */
  readonly seqs: string;
  readonly sending: string;
  readonly inDoubt: InDoubtPolicy | null;
}

type Abandoned = ClaimedDelivery & { readonly wasSending: boolean };

const ABANDONED = `
  WITH wanted AS MATERIALIZED (SELECT $1::uuid AS source_id, n FROM unnest($2::int4multirange) AS r, generate_series(lower(r), upper(r) - 1) AS n)
  SELECT seq, step, contact_id AS "contactId", contact_version AS "contactVersion", email, '{}'::json AS fields, arm, template_id AS "templateId",
         promotion, attempt, $3::int4multirange @> seq AS "wasSending"
  FROM wanted w JOIN deliveries d ON d.source_id = w.source_id AND d.seq = w.n WHERE state = 'pending' FOR UPDATE OF d`;

const PIECE = 5000;

/** What was in flight when its source was cancelled may have been put off since. */
const TAKE_UP_CANCELLED = `
  UPDATE redos SET due_at = now() WHERE (source_id, seq) IN (
    SELECT r.source_id, r.seq FROM sources s JOIN redos r ON r.source_id = s.id AND r.due_at > now() WHERE s.state = 'closing' LIMIT ${PIECE} FOR UPDATE OF r SKIP LOCKED)
  RETURNING seq`;

/** Takes up what dead workers left behind. */
@Injectable()
export class Recovery {
  constructor(
    private readonly database: Database,
    private readonly settlements: Settlements,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  /** Claimed deliveries of expired leases can be sent; those that were being sent are in doubt. Gives how many there were. */
  async recoverExpired(): Promise<number> {
    for (let recovered = 0; ; ) {
      const found = await this.database.transaction((tx) => this.recoverOne(tx));
      if (found === undefined) return recovered;
      recovered += found;
    }
  }

  /** What waits for its time in a source that was cancelled waits no longer; with nothing more to settle the source is closed. */
  async closeCancelled(): Promise<void> {
    for (let taken = PIECE; taken === PIECE; ) taken = (await this.database.query(TAKE_UP_CANCELLED)).length;
    await this.database.query(`
      UPDATE sources s SET state = 'closed' WHERE state = 'closing' AND cursor = next_seq
        AND NOT EXISTS (SELECT FROM redos WHERE source_id = s.id) AND NOT EXISTS (SELECT FROM claims WHERE source_id = s.id)
        AND NOT EXISTS (SELECT FROM held_deliveries WHERE source_id = s.id)`);
  }

  private async recoverOne(tx: Transaction): Promise<number | undefined> {
    const [expired] = await tx.query<Expired & Record<string, unknown>>(
      `DELETE FROM claims c USING sources s
       WHERE c.fence = (SELECT fence FROM claims WHERE lease_until < now() LIMIT 1 FOR UPDATE SKIP LOCKED) AND s.id = c.source_id
       RETURNING c.fence, c.source_id AS "sourceId", s.kind, s.in_doubt AS "inDoubt", c.seqs::text AS seqs, c.sending::text AS sending`,
    );
    if (!expired) return undefined;
    await usePrimaryKeys(tx);
    const rows = await tx.query<Abandoned & Record<string, unknown>>(ABANDONED, [expired.sourceId, expired.seqs, expired.sending]);
    const attempts = { most: this.config.SMTP_ATTEMPTS, firstPause: this.config.SMTP_RETRY_MS, inDoubt: expired.inDoubt };
    const settlements = rows.map((row) =>
      row.wasSending ? settlementOf(row, { kind: 'unknown' }, attempts) : { delivery: row, state: 'pending' as const });
    // Their rows are locked, and the claim that held them is gone.
    await this.settlements.settle(tx, { ...expired, fence: null }, settlements);
    return rows.length;
  }
}
