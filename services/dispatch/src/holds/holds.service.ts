import { Injectable } from '@nestjs/common';
import type { ContactHoldChanged } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';
import { newestOf } from '../fences/newest-of.ts';
import { HeldDeliveries } from './held-deliveries.ts';

const CHANGE = `
  INSERT INTO holds AS h (contact_id, version, held)
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::boolean[]) ORDER BY 1
  ON CONFLICT (contact_id) DO UPDATE SET version = excluded.version, held = excluded.held WHERE h.version < excluded.version
  RETURNING contact_id AS "contactId", held`;

/** Who gets no promotions for now; triage tells. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly database: Database,
    private readonly heldDeliveries: HeldDeliveries,
  ) {}

  /** Where a hold ends, what was held because of it can be sent again. Older news change nothing. */
  async change(changes: readonly ContactHoldChanged[]): Promise<void> {
    const newest = newestOf(changes);
    if (newest.length === 0) return;
    await this.database.transaction(async (tx) => {
      const rows = await tx.query<{ contactId: string; held: boolean }>(
        CHANGE, columnsOf(newest, ({ contactId }) => contactId, ({ version }) => version, ({ held }) => held));
      await this.heldDeliveries.release(tx, rows.filter(({ held }) => !held).map(({ contactId }) => contactId));
    });
  }
}
