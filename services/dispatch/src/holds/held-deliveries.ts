import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { endOf, type Mark, type Settlement, type SourceKind } from '../ledger/delivery.ts';
import { groupBy } from '../ledger/group-by.ts';
import { Settlements } from '../ledger/settlements.ts';

interface HeldRow {
  readonly sourceId: string;
  readonly kind: SourceKind;
  readonly seq: number;
  readonly step: string;
  readonly contactId: string;
  readonly arm: string | null;
  readonly mark: Mark | null;
}

/** Takes the notes that `condition` names, with their deliveries locked. */
const take = (condition: string): string => `
  WITH freed AS (DELETE FROM held_deliveries h USING sources s WHERE s.id = h.source_id AND ${condition} RETURNING h.source_id, h.seq, s.kind)
  SELECT d.source_id AS "sourceId", f.kind, d.seq, d.step, d.contact_id AS "contactId", d.arm, d.mark
  FROM freed f JOIN deliveries d ON d.source_id = f.source_id AND d.seq = f.seq WHERE d.state = 'held' FOR UPDATE OF d`;

const OF_CONTACTS = take("h.contact_id = ANY($1) AND s.state IN ('open', 'paused')");

const PIECE = 1000;
/** An array, not a join: where the planner takes the table for empty, a join reads all that is held of the source for each. */
const some = (condition: string): string => take(`h.ctid = ANY (ARRAY(
  SELECT o.ctid FROM held_deliveries o JOIN sources os ON os.id = o.source_id WHERE ${condition} LIMIT ${PIECE} FOR UPDATE OF o SKIP LOCKED))`);
export const OF_ENDED = some("os.state IN ('closing', 'closed')");
const TOO_OLD = some('(o.held_at < now() - make_interval(secs => $1) OR os.expires_at <= now())');

/** Deliveries that wait for the end of a hold. */
@Injectable()
export class HeldDeliveries {
  constructor(
    private readonly database: Database,
    private readonly settlements: Settlements,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  /** Lets what was held for these contacts be sent. */
  async release(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    await this.settle(tx, await tx.query<HeldRow & Record<string, unknown>>(OF_CONTACTS, [contactIds]), 'pending');
  }

  /** Ends what was held for too long, and what belongs to a source that has ended. */
  async endOld(): Promise<void> {
    await this.inPieces(OF_ENDED, [], 'cancelled');
    await this.inPieces(TOO_OLD, [this.config.HELD_HOURS * 3600], 'expired');
  }

  private async inPieces(sql: string, parameters: readonly unknown[], state: 'cancelled' | 'expired'): Promise<void> {
    for (let taken = PIECE; taken === PIECE; ) {
      taken = await this.database.transaction(async (tx) => {
        const rows = await tx.query<HeldRow & Record<string, unknown>>(sql, parameters);
        await this.settle(tx, rows, state);
        return rows.length;
      });
    }
  }

  private async settle(tx: Transaction, rows: readonly HeldRow[], state: 'pending' | 'cancelled' | 'expired'): Promise<void> {
    const reason = state === 'expired' ? 'held_too_long' : null;
    for (const [sourceId, held] of groupBy(rows, (row) => row.sourceId)) {
      const kind = held[0]?.kind ?? 'campaign';
      await this.settlements.settle(tx, { sourceId, kind, fence: null }, held.map((delivery): Settlement => (state === 'pending' ? { delivery, state } : endOf(delivery, state, reason))));
    }
  }
}
