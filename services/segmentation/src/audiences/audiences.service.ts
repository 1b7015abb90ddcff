import { Injectable, Logger } from '@nestjs/common';
import { audienceChunkPrepared, audienceFrozen, type CampaignLaunched } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { SegmentEvaluation } from '../segments/segment-evaluation.ts';
import { RecipientsRepository } from './recipients.repository.ts';

const CHUNK = 500;

/** Freezes the audience of a campaign once and streams it in numbered chunks; both go on where a killed process stopped. */
@Injectable()
export class AudiencesService {
  private readonly logger = new Logger(AudiencesService.name);

  constructor(
    private readonly database: Database,
    private readonly recipients: RecipientsRepository,
    private readonly evaluation: SegmentEvaluation,
    private readonly outbox: Outbox,
  ) {}

  async freeze(campaign: CampaignLaunched): Promise<void> {
    await this.evaluation.complete(campaign.segmentId);
    const isNew = await this.database.transaction((tx) => this.freezeOnce(tx, campaign));
    if (isNew) this.logger.log({ msg: 'an audience is frozen', campaignId: campaign.campaignId });
    for (;;) {
      const published = await this.database.transaction((tx) => this.publishNext(tx, campaign.campaignId));
      if (!published) return;
    }
  }

  private async freezeOnce(tx: Transaction, { campaignId, segmentId, fields }: CampaignLaunched): Promise<boolean> {
    const claimed = await tx.query(
      `INSERT INTO audiences (campaign_id, segment_id, fields, selected, left_out, size, chunks) VALUES ($1, $2, $3, 0, '{}', 0, 0)
       ON CONFLICT DO NOTHING RETURNING campaign_id`,
      [campaignId, segmentId, fields],
    );
    if (claimed.length === 0) return false;
    const { selected, leftOut, size } = await this.recipients.freeze(tx, campaignId, segmentId);
    const chunks = Math.ceil(size / CHUNK);
    const [row] = await tx.query<{ frozenAt: Date }>(
      'UPDATE audiences SET selected = $2, left_out = $3, size = $4, chunks = $5 WHERE campaign_id = $1 RETURNING frozen_at AS "frozenAt"',
      [campaignId, selected, JSON.stringify(leftOut), size, chunks],
    );
    const everyReason = { upper_tier: 0, unknown_tier: 0, no_consent: 0, no_address: 0, ...leftOut };
    const frozenAt = (row?.frozenAt ?? new Date()).toISOString();
    await this.outbox.append(tx, audienceFrozen, [{ campaignId, segmentId, selected, leftOut: everyReason, audience: size, chunks, frozenAt }]);
    return true;
  }

  /** The row of the audience is locked first: of two processes that stream it each chunk is published by one. */
  private async publishNext(tx: Transaction, campaignId: string): Promise<boolean> {
    const [chunk] = await tx.query<{ number: number; fields: string[] }>(
      `UPDATE audiences SET published = published + 1 WHERE campaign_id = $1 AND published < chunks RETURNING published - 1 AS number, fields`,
      [campaignId],
    );
    if (!chunk) return false;
    const recipients = await this.recipients.chunk(tx, campaignId, { from: chunk.number * CHUNK, size: CHUNK, fields: chunk.fields });
    await this.outbox.append(tx, audienceChunkPrepared, [{ campaignId, number: chunk.number, recipients }]);
    return true;
  }
}
