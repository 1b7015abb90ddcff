import { Controller } from '@nestjs/common';
import { audienceChunkPrepared, audienceFrozen, audienceRefused } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { groupBy } from '../ledger/group-by.ts';
import { AudienceService } from './audience.service.ts';

@Controller()
export class AudienceConsumer {
  constructor(private readonly audiences: AudienceService) {}

  @OnEvent(audienceFrozen, { batch: 1 })
  async onFrozen(events: readonly ReceivedEvent<typeof audienceFrozen>[]): Promise<void> {
    for (const { payload } of events) await this.audiences.noteFrozen(payload);
  }

  @OnEvent(audienceRefused, { batch: 1 })
  async onRefused(events: readonly ReceivedEvent<typeof audienceRefused>[]): Promise<void> {
    for (const { payload } of events) await this.audiences.noteRefused(payload);
  }

  @OnEvent(audienceChunkPrepared, { batch: 4 })
  async onChunks(events: readonly ReceivedEvent<typeof audienceChunkPrepared>[]): Promise<void> {
    for (const [, chunks] of groupBy(events.map(({ payload }) => payload), ({ campaignId }) => campaignId)) await this.audiences.enterChunks(chunks);
  }
}
