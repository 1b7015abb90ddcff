import { Injectable, Logger } from '@nestjs/common';
import type { AudienceChunksRequested, CampaignLaunched } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { AudiencesRepository, type Asked } from './audiences.repository.ts';
import { ChunkPublisher } from './chunk-publisher.ts';
import { Freezer, type FreezeOutcome } from './freezer.ts';
import { Readiness } from './readiness.ts';

/** While one waits for the database another one writes its records. */
const STREAMS = 2;

/** Freezes the audience of a campaign once and streams it in numbered chunks; both go on where a killed process stopped. */
@Injectable()
export class AudiencesService {
  private readonly logger = new Logger(AudiencesService.name);

  constructor(
    private readonly database: Database,
    private readonly freezer: Freezer,
    private readonly readiness: Readiness,
    private readonly audiences: AudiencesRepository,
    private readonly chunks: ChunkPublisher,
  ) {}

  /** `eventId` is the launch's: of one that is refused nobody is told twice. */
  async freeze(campaign: CampaignLaunched, eventId: string): Promise<void> {
    const outcome = await this.stream(campaign);
    if (outcome === 'absent') await this.database.transaction((tx) => this.freezer.refuse(tx, campaign, eventId));
    if (outcome !== 'known') this.logger.log({ msg: 'the audience of a campaign was asked for', campaignId: campaign.campaignId, outcome });
  }

  /** Tells again what dispatch misses of an audience, and goes on where it was cut off. Of what was never begun nothing is told. */
  async sendAgain({ campaignId, numbers }: AudienceChunksRequested): Promise<void> {
    const audience = await this.audiences.find(this.database, campaignId);
    if (!audience) return this.logger.warn({ msg: 'chunks of an unknown audience were asked for', campaignId });
    await this.database.transaction(async (tx) => {
      await this.freezer.announce(tx, campaignId);
      await this.chunks.publishAgain(tx, campaignId, numbers ?? []);
    });
    await (audience.frozenAt ? this.publishWaiting(campaignId) : this.stream(audience));
  }

  /** Publishes each part while the next one is judged. */
  private async stream(asked: Asked): Promise<FreezeOutcome> {
    let streaming = Promise.resolve();
    try {
      return await this.complete(asked, () => {
        streaming = streaming.then(() => this.publishWaiting(asked.campaignId));
        streaming.catch(() => undefined);
      });
    } finally {
      await streaming;
      await this.publishWaiting(asked.campaignId);
    }
  }

  private async complete(asked: Asked, onPart: () => void): Promise<FreezeOutcome> {
    for (;;) {
      await this.readiness.of(asked.segmentId);
      const outcome = await this.freezer.freeze(asked, onPart);
      if (outcome === 'busy') await this.freezer.otherIsDone(asked.campaignId);
      // Unfinished: a rule was changed between the two steps.
      else if (outcome !== 'unfinished') return outcome;
    }
  }

  private async publishWaiting(campaignId: string): Promise<void> {
    await Promise.all(Array.from({ length: STREAMS }, async () => {
      while (await this.database.transaction((tx) => this.chunks.publishNext(tx, campaignId))) { /* some chunks at a time */ }
    }));
  }
}
