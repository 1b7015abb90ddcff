import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';

export interface CoverageCounts {
  readonly campaignId: string;
  readonly frozenAt: Date;
  readonly selected: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly reachable: number;
  readonly reached: number;
  /** How many contacts got how many messages: `messages` 5 stands for five or more. */
  readonly depth: { readonly messages: number; readonly contacts: number }[];
}

/** Messages to one contact beyond which they are not told apart. */
const DEEPEST = 5;

@Injectable()
export class CoverageRepository {
  constructor(private readonly database: Database) {}

  /**
   * The area is the latest audience of the segment whose deliveries are all settled, or the latest one where none is;
   * reached is who of it has accepted a message of any campaign on the segment.
   */
  async counts(segmentId: string): Promise<CoverageCounts | undefined> {
    const [counts] = await this.database.query<CoverageCounts>(
      `WITH area AS (
         SELECT campaign_id, frozen_at, selected, left_out, audience
         FROM campaigns k WHERE segment_id = $1 AND frozen_at IS NOT NULL
         ORDER BY audience <= (
           SELECT count(state) FROM campaign_contacts c WHERE c.campaign_id = k.campaign_id
         ) DESC, frozen_at DESC, campaign_id
         LIMIT 1
       ), touched AS (
         SELECT d.contact_id, least(count(*), ${DEEPEST})::int AS messages
         FROM campaigns k JOIN campaign_contacts d USING (campaign_id)
         WHERE k.segment_id = $1 AND d.state = 'accepted'
           AND EXISTS (SELECT FROM area JOIN campaign_contacts m USING (campaign_id) WHERE m.contact_id = d.contact_id)
         GROUP BY d.contact_id
       )
       SELECT campaign_id AS "campaignId", frozen_at AS "frozenAt", selected, left_out AS "leftOut", audience AS reachable,
         (SELECT count(*)::int FROM touched) AS reached,
         (SELECT coalesce(json_agg(json_build_object('messages', messages, 'contacts', contacts) ORDER BY messages), '[]')
          FROM (SELECT messages, count(*)::int AS contacts FROM touched GROUP BY messages) counted) AS depth
       FROM area`,
      [segmentId],
    );
    return counts;
  }
}
