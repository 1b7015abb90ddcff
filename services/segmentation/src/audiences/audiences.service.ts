import { Injectable, Logger } from '@nestjs/common';
import type { AudienceChunksRequested, CampaignLaunched } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { SegmentEvaluation } from '../membership/segment-evaluation.ts';
import { SettlingService } from '../settling/settling.service.ts';
import { ChunkPublisher } from './chunk-publisher.ts';
import { Freezer } from './freezer.ts';

/** While one waits for the database another one writes its records. */
const STREAMS = 2;

/** Freezes the audience of a campaign once and streams it in numbered chunks; both go on where a killed process stopped. */
@Injectable()
export class AudiencesService {
  private readonly logger = new Logger(AudiencesService.name);

  constructor(
    private readonly database: Database,
    private readonly freezer: Freezer,
    private readonly settling: SettlingService,
    private readonly evaluation: SegmentEvaluation,
    private readonly chunks: ChunkPublisher,
  ) {}

  /** `eventId` is the launch's: of one that is refused nobody is told twice. */
  async freeze(campaign: CampaignLaunched, eventId: string): Promise<void> {
    for (;;) {
      await this.settling.complete();
      await this.evaluation.completeLine(campaign.segmentId);
      const outcome = await this.database.transaction((tx) => this.freezer.freeze(tx, campaign, eventId));
      if (outcome !== 'known') this.logger.log({ msg: 'the audience of a campaign was asked for', campaignId: campaign.campaignId, outcome });
      // A rule was changed between the two steps.
      if (outcome !== 'unfinished') break;
    }
    await this.publishRest(campaign.campaignId);
  }

  /** Tells again what dispatch misses of an audience, and goes on where its stream was cut off. Of what was never frozen nothing is told. */
  async sendAgain({ campaignId, numbers }: AudienceChunksRequested): Promise<void> {
    const isKnown = await this.database.transaction((tx) => this.freezer.announce(tx, campaignId));
    if (!isKnown) return this.logger.warn({ msg: 'chunks of an unknown audience were asked for', campaignId });
    await this.database.transaction((tx) => this.chunks.publishAgain(tx, campaignId, numbers ?? []));
    await this.publishRest(campaignId);
  }

  private async publishRest(campaignId: string): Promise<void> {
    await Promise.all(Array.from({ length: STREAMS }, () => this.stream(campaignId)));
  }

  private async stream(campaignId: string): Promise<void> {
    while (await this.database.transaction((tx) => this.chunks.publishNext(tx, campaignId))) { /* some chunks at a time */ }
  }
}
