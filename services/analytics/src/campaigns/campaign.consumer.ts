import { Controller } from '@nestjs/common';
import { audienceFrozen, campaignLaunched, campaignStateChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { CampaignsRepository } from './campaigns.repository.ts';

@Controller()
export class CampaignConsumer {
  constructor(private readonly campaigns: CampaignsRepository) {}

  @OnEvent(campaignLaunched)
  async onLaunched(events: readonly ReceivedEvent<typeof campaignLaunched>[]): Promise<void> {
    await this.campaigns.noteLaunches(events.map(({ payload }) => payload));
  }

  @OnEvent(campaignStateChanged)
  async onStateChanged(events: readonly ReceivedEvent<typeof campaignStateChanged>[]): Promise<void> {
    await this.campaigns.noteStates(events.map(({ payload }) => payload));
  }

  @OnEvent(audienceFrozen)
  async onFrozen(events: readonly ReceivedEvent<typeof audienceFrozen>[]): Promise<void> {
    await this.campaigns.noteAudiences(events.map(({ payload }) => payload));
  }
}
