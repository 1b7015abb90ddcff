import { Injectable } from '@nestjs/common';
import type { AudienceFrozen, CampaignLaunched, CampaignStateChanged } from '@widecast/contracts';
import { columnsOf, Database, type Transaction } from '@widecast/database';

/** What is known of campaigns; owns the tables campaigns and campaign_arms. */
@Injectable()
export class CampaignsRepository {
  constructor(private readonly database: Database) {}

  async noteLaunches(launches: readonly CampaignLaunched[]): Promise<void> {
    for (const launch of launches) await this.database.transaction((tx) => noteLaunch(tx, launch));
  }

  async noteStates(changes: readonly CampaignStateChanged[]): Promise<void> {
    await this.database.query(
      `INSERT INTO campaigns AS known (campaign_id, state, state_version, state_reason)
       SELECT DISTINCT ON (campaign_id) campaign_id, state, version, reason
       FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[]) AS news (campaign_id, state, version, reason)
       ORDER BY campaign_id, version DESC
       ON CONFLICT (campaign_id) DO UPDATE
         SET state = excluded.state, state_version = excluded.state_version, state_reason = excluded.state_reason
       WHERE known.state_version IS NULL OR known.state_version < excluded.state_version`,
      columnsOf(changes, (change) => change.campaignId, (change) => change.state, (change) => change.version, (change) => change.reason),
    );
  }

  async noteAudiences(audiences: readonly AudienceFrozen[]): Promise<void> {
    await this.database.query(
      `INSERT INTO campaigns (campaign_id, segment_id, selected, audience, left_out, frozen_at)
       SELECT DISTINCT ON (campaign_id) *
       FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::jsonb[], $6::timestamptz[]) AS news (campaign_id)
       ORDER BY campaign_id
       ON CONFLICT (campaign_id) DO UPDATE
         SET segment_id = excluded.segment_id, selected = excluded.selected, audience = excluded.audience,
             left_out = excluded.left_out, frozen_at = excluded.frozen_at`,
      columnsOf(
        audiences, (audience) => audience.campaignId, (audience) => audience.segmentId, (audience) => audience.selected,
        (audience) => audience.audience, (audience) => JSON.stringify(audience.leftOut), (audience) => audience.frozenAt,
      ),
    );
  }
}

async function noteLaunch(tx: Transaction, { campaignId, segmentId, name, launchedAt, arms }: CampaignLaunched): Promise<void> {
  await tx.query(
    `INSERT INTO campaigns (campaign_id, segment_id, name, launched_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (campaign_id) DO UPDATE SET segment_id = excluded.segment_id, name = excluded.name, launched_at = excluded.launched_at`,
    [campaignId, segmentId, name, launchedAt],
  );
  await tx.query(
    `INSERT INTO campaign_arms (campaign_id, arm, position, hold_out, cost_per_message)
     SELECT $1, arm, position, hold_out, cost
     FROM unnest($2::text[], $3::boolean[], $4::numeric[]) WITH ORDINALITY AS news (arm, hold_out, cost, position)
     ON CONFLICT (campaign_id, arm) DO NOTHING`,
    [campaignId, ...columnsOf(arms, (arm) => arm.name, (arm) => arm.holdOut, (arm) => arm.costPerMessage)],
  );
}
