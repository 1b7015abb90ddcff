import { Injectable } from '@nestjs/common';
import type { CampaignStateChanged } from '@widecast/contracts';
import { columnsOf, Database, type Transaction } from '@widecast/database';

/** Which campaigns are planned or under way for which segment: the table campaign_uses, built from what dispatch tells. */
@Injectable()
export class CampaignUses {
  constructor(private readonly database: Database) {}

  /** Older news than is known change nothing. */
  async note(news: readonly CampaignStateChanged[]): Promise<void> {
    const newest = new Map<string, CampaignStateChanged>();
    for (const change of news) if ((newest.get(change.campaignId)?.version ?? -1) < change.version) newest.set(change.campaignId, change);
    const changes = [...newest.values()].filter(({ segmentId }) => segmentId !== undefined);
    await this.database.query(
      `INSERT INTO campaign_uses AS u (campaign_id, segment_id, name, state, version)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[]) AS c (id, segment_id, name, state, version) ORDER BY id
       ON CONFLICT (campaign_id) DO UPDATE SET segment_id = excluded.segment_id, name = excluded.name, state = excluded.state, version = excluded.version
       WHERE u.version < excluded.version`,
      columnsOf(changes, ({ campaignId }) => campaignId, ({ segmentId }) => segmentId, ({ name }) => name ?? '', ({ state }) => state, ({ version }) => version),
    );
  }

  /** Campaigns that still need the segment: "Spring" (running). */
  async of(tx: Transaction, segmentId: string): Promise<string[]> {
    const rows = await tx.query<{ name: string; state: string }>(
      `SELECT name, state FROM campaign_uses WHERE segment_id = $1 AND state IN ('draft', 'scheduled', 'launched', 'running', 'paused') ORDER BY name LIMIT 10`, [segmentId],
    );
    return rows.map(({ name, state }) => `"${name}" (${state})`);
  }
}
