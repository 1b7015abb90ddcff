import { Controller } from '@nestjs/common';
import { audienceChunkPrepared, audienceFrozen, audienceRefused } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
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

  @OnEvent(audienceChunkPrepared, { batch: 1 })
  async onChunk(events: readonly ReceivedEvent<typeof audienceChunkPrepared>[]): Promise<void> {
    for (const { payload } of events) await this.audiences.enterChunk(payload);
  }
}
