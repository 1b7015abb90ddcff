import { Injectable } from '@nestjs/common';
import { columnsOf, Database } from '@widecast/database';
import { slicesOf } from '../persistence/slices.ts';
import type { Assigned, Outcome } from './outcome.ts';

/** What became of messages, one row for a (source, contact); owns the tables campaign_contacts and funnel_messages. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly database: Database) {}

  /** What is settled already stays so: an outcome may come before its assignment. */
  async noteAssignments(assigned: readonly Assigned[]): Promise<void> {
    for (const slice of slicesOf(assigned)) {
      await this.database.query(
        `INSERT INTO campaign_contacts AS known (campaign_id, contact_id, version, arm)
         SELECT DISTINCT ON (campaign_id, contact_id) campaign_id, contact_id, 0, arm
         FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS news (campaign_id, contact_id, arm)
         ORDER BY campaign_id, contact_id, arm
         ON CONFLICT (campaign_id, contact_id) DO UPDATE SET arm = excluded.arm WHERE known.arm IS NULL AND excluded.arm IS NOT NULL`,
        columnsOf(slice, (row) => row.sourceId, (row) => row.contactId, (row) => row.arm),
      );
    }
  }

  async noteForCampaigns(outcomes: readonly Outcome[]): Promise<void> {
    for (const slice of slicesOf(outcomes)) {
      await this.database.query(
        `INSERT INTO campaign_contacts AS known (campaign_id, contact_id, version, arm, state, settled_at)
         SELECT DISTINCT ON (campaign_id, contact_id) *
         FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::timestamptz[]) AS news (campaign_id, contact_id, version)
         ORDER BY campaign_id, contact_id, version DESC
         ON CONFLICT (campaign_id, contact_id) DO UPDATE
           SET version = excluded.version, arm = coalesce(excluded.arm, known.arm), state = excluded.state, settled_at = excluded.settled_at
         WHERE known.version < excluded.version`,
        columnsOf(slice, (row) => row.sourceId, (row) => row.contactId, (row) => row.version, (row) => row.arm, (row) => row.state, (row) => row.at),
      );
    }
  }

  async noteForFunnels(outcomes: readonly Outcome[]): Promise<void> {
    for (const slice of slicesOf(outcomes)) {
      await this.database.query(
        `INSERT INTO funnel_messages AS known (contact_id, funnel_id, step, version, state, settled_at)
         SELECT DISTINCT ON (contact_id, funnel_id, step) *
         FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::timestamptz[]) AS news (contact_id, funnel_id, step, version)
         ORDER BY contact_id, funnel_id, step, version DESC
         ON CONFLICT (contact_id, funnel_id, step) DO UPDATE SET version = excluded.version, state = excluded.state, settled_at = excluded.settled_at
         WHERE known.version < excluded.version`,
        columnsOf(slice, (row) => row.contactId, (row) => row.sourceId, (row) => row.step, (row) => row.version, (row) => row.state, (row) => row.at),
      );
    }
  }
}
