import { Injectable } from '@nestjs/common';
import type { ContactsAdvanced } from '@widecast/contracts';
import { Database, type Queryable, type Transaction } from '@widecast/database';
import { LEFT_FUNNEL } from '../fences/verdict.ts';
import type { ClaimedDelivery, Settlement } from '../ledger/delivery.ts';
import { Settlements } from '../ledger/settlements.ts';

type Waiting = Pick<ClaimedDelivery, 'seq' | 'step' | 'contactId' | 'arm'>;

/** What a worker holds is stopped by the last fence. Looked for contact by contact: all at once, the planner takes it for less work to read all of the funnel. */
export const WAITING = `
  SELECT seq, step, contact_id AS "contactId", arm FROM deliveries
  WHERE source_id = $1 AND seq = ANY (ARRAY(
    SELECT own.seq FROM unnest($2::uuid[]) AS k (contact_id) CROSS JOIN LATERAL (
      SELECT seq FROM deliveries WHERE source_id = $1 AND contact_id = k.contact_id AND step <> '' OFFSET 0) own
  )) AND state IN ('pending', 'deferred', 'held') ORDER BY seq FOR UPDATE`;

/** Contacts who reached the goal of a funnel or left it. For ever: a contact goes through a funnel once. */
@Injectable()
export class FunnelExits {
  constructor(
    private readonly database: Database,
    private readonly settlements: Settlements,
  ) {}

  /** What waits for them is cancelled. Who is through has a right to his last message. */
  async note({ funnelId, moves }: ContactsAdvanced): Promise<void> {
    const contactIds = moves.filter(({ state }) => state === 'goal' || state === 'exited').map(({ contactId }) => contactId).toSorted();
    if (contactIds.length === 0) return;
    await this.database.transaction(async (tx) => {
      await tx.query('INSERT INTO funnel_exits (funnel_id, contact_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING', [funnelId, contactIds]);
      await this.cancel(tx, funnelId, contactIds);
    });
  }

  /** Those of the contacts who are not in the funnel any more. */
  async of(database: Queryable, funnelId: string, contactIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await database.query<{ contactId: string }>(
      'SELECT contact_id AS "contactId" FROM funnel_exits WHERE funnel_id = $1 AND contact_id = ANY($2)', [funnelId, contactIds]);
    return new Set(rows.map(({ contactId }) => contactId));
  }

  private async cancel(tx: Transaction, funnelId: string, contactIds: readonly string[]): Promise<void> {
    const waiting = await tx.query<Waiting & Record<string, unknown>>(WAITING, [funnelId, contactIds]);
    if (waiting.length === 0) return;
    const seqs = waiting.map(({ seq }) => seq);
    await tx.query('DELETE FROM held_deliveries WHERE source_id = $1 AND seq = ANY($2)', [funnelId, seqs]);
    await tx.query('DELETE FROM redos WHERE source_id = $1 AND seq = ANY($2)', [funnelId, seqs]);
    await this.settlements.settle(tx, { sourceId: funnelId, kind: 'funnel', fence: null },
      waiting.map((delivery): Settlement => ({ delivery, state: 'cancelled', reason: LEFT_FUNNEL })));
  }
}
