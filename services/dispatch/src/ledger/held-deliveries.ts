import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { Settlement, SourceKind } from './delivery.ts';
import { groupBy } from './group-by.ts';
import { Settlements } from './settlements.ts';

interface HeldRow {
  readonly sourceId: string;
  readonly kind: SourceKind;
  readonly seq: number;
  readonly step: string;
  readonly contactId: string;
  readonly arm: string | null;
}

const TAKE = `
  WITH alive AS (
    SELECT id, kind FROM sources WHERE id IN (SELECT source_id FROM held_deliveries WHERE contact_id = ANY($1)) AND state IN ('open', 'paused') FOR SHARE
  ), freed AS (
    DELETE FROM held_deliveries h USING alive s WHERE h.contact_id = ANY($1) AND s.id = h.source_id RETURNING h.source_id, h.seq, s.kind
  )
  SELECT d.source_id AS "sourceId", f.kind, d.seq, d.step, d.contact_id AS "contactId", d.arm
  FROM freed f JOIN deliveries d ON d.source_id = f.source_id AND d.seq = f.seq WHERE d.state = 'held' FOR UPDATE OF d`;

/** Deliveries that wait for the end of a hold. */
@Injectable()
export class HeldDeliveries {
  constructor(private readonly settlements: Settlements) {}

  /** Lets what was held for these contacts be sent; what a campaign that is over has held stays held for ever. */
  async release(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    const rows = await tx.query<HeldRow & Record<string, unknown>>(TAKE, [contactIds]);
    for (const [sourceId, held] of groupBy(rows, (row) => row.sourceId)) {
      const kind = held[0]?.kind ?? 'campaign';
      await this.settlements.settle(tx, { sourceId, kind, fence: null }, held.map((delivery): Settlement => ({ delivery, state: 'pending' })));
    }
  }
}
