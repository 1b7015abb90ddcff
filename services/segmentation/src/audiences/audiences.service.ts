import { Injectable, Logger } from '@nestjs/common';
import type { CampaignLaunched } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { ChangeDrain } from '../membership/change-drain.ts';
import { SegmentEvaluation } from '../membership/segment-evaluation.ts';
import { ChunkPublisher } from './chunk-publisher.ts';
import { Freezer } from './freezer.ts';

/** Freezes the audience of a campaign once and streams it in numbered chunks; both go on where a killed process stopped. */
@Injectable()
export class AudiencesService {
  private readonly logger = new Logger(AudiencesService.name);

  constructor(
    private readonly database: Database,
    private readonly freezer: Freezer,
    private readonly changes: ChangeDrain,
    private readonly evaluation: SegmentEvaluation,
    private readonly chunks: ChunkPublisher,
  ) {}

  /** `eventId` is the launch's: of one that is refused nobody is told twice. */
  async freeze(campaign: CampaignLaunched, eventId: string): Promise<void> {
    for (;;) {
      await this.changes.complete();
      await this.evaluation.completeLine(campaign.segmentId);
      const outcome = await this.database.transaction((tx) => this.freezer.freeze(tx, campaign, eventId));
      if (outcome !== 'known') this.logger.log({ msg: 'the audience of a campaign was asked for', campaignId: campaign.campaignId, outcome });
      // A rule was changed between the two steps.
      if (outcome !== 'unfinished') break;
    }
    while (await this.database.transaction((tx) => this.chunks.publishNext(tx, campaign.campaignId))) { /* chunk by chunk */ }
  }
}
