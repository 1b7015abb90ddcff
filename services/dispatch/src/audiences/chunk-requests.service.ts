import { Injectable } from '@nestjs/common';
import { audienceChunksRequested } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { Conflict, NotFound } from '@widecast/service-kit';
import { ChunksRepository } from './chunks.repository.ts';

/** Of more chunks one event would be too long; ask once more when they have come. */
const MOST = 10_000;

/** Asks segmentation once more for what is missing of a frozen audience. */
@Injectable()
export class ChunkRequestsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly chunks: ChunksRepository,
  ) {}

  /** Throws {@link NotFound}, and {@link Conflict} where nothing is missing or it is too late. */
  async requestMissing(campaignId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [campaign] = await tx.query<{ id: string; state: string; chunks: number | null }>('SELECT id, state, chunks FROM campaigns WHERE id = $1 FOR UPDATE', [campaignId]);
      if (!campaign) throw new NotFound('campaign', campaignId);
      if (!['launched', 'running', 'paused'].includes(campaign.state)) throw new Conflict(`A campaign that is ${campaign.state} waits for no audience`);
      const { missingChunks } = await this.chunks.gapOf(tx, campaign, MOST);
      if (missingChunks?.length === 0) throw new Conflict('Every chunk of its audience has come');
      await this.outbox.append(tx, audienceChunksRequested, [{ campaignId, numbers: missingChunks, at: new Date().toISOString() }]);
    });
  }
}
