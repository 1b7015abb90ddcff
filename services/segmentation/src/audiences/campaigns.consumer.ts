import { Controller } from '@nestjs/common';
import { audienceChunksRequested, campaignLaunched } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { AudiencesService } from './audiences.service.ts';

@Controller()
export class CampaignsConsumer {
  constructor(private readonly audiences: AudiencesService) {}

  @OnEvent(campaignLaunched, { batch: 1 })
  async on(events: readonly ReceivedEvent<typeof campaignLaunched>[]): Promise<void> {
    for (const { id, payload } of events) await this.audiences.freeze(payload, id);
  }

  @OnEvent(audienceChunksRequested, { batch: 1 })
  async onChunksRequested(events: readonly ReceivedEvent<typeof audienceChunksRequested>[]): Promise<void> {
    for (const { payload } of events) await this.audiences.sendAgain(payload);
  }
}
