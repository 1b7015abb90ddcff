import { Injectable } from '@nestjs/common';
import type { FunnelStateChanged } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';

/** From which segments contacts enter the funnels that are active: the table funnel_uses, built from what funnels tell. */
@Injectable()
export class FunnelUses {
  constructor(private readonly database: Database) {}

  /** Older news than is known change nothing. */
  async note({ funnelId, version, state, name = '', segmentIds = [] }: FunnelStateChanged): Promise<void> {
    await this.database.query(
      `INSERT INTO funnel_uses AS u (funnel_id, name, segment_ids, version) VALUES ($1, $2, $3::uuid[], $4)
       ON CONFLICT (funnel_id) DO UPDATE SET name = excluded.name, segment_ids = excluded.segment_ids, version = excluded.version WHERE u.version < excluded.version`,
      [funnelId, name, state === 'active' ? segmentIds : [], version],
    );
  }

  async of(tx: Transaction, segmentId: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }>('SELECT name FROM funnel_uses WHERE segment_ids @> ARRAY[$1::uuid] ORDER BY name LIMIT 10', [segmentId]);
    return rows.map(({ name }) => `"${name}"`);
  }
}
