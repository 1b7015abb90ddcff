import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';

export interface CoverageCounts {
  readonly campaignId: string;
  readonly frozenAt: Date;
  readonly selected: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly reachable: number;
  readonly reached: number;
}

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
       )
       SELECT campaign_id AS "campaignId", frozen_at AS "frozenAt", selected, left_out AS "leftOut", audience AS reachable, (
         SELECT count(DISTINCT d.contact_id)::int
         FROM campaigns k JOIN campaign_contacts d USING (campaign_id)
         WHERE k.segment_id = $1 AND d.state = 'accepted'
           AND EXISTS (SELECT FROM campaign_contacts m WHERE m.campaign_id = area.campaign_id AND m.contact_id = d.contact_id)
       ) AS reached
       FROM area`,
      [segmentId],
    );
    return counts;
  }
}
