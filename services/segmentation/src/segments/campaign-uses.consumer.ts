import { Controller } from '@nestjs/common';
import { campaignStateChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { CampaignUses } from './campaign-uses.ts';

@Controller()
export class CampaignUsesConsumer {
  constructor(private readonly uses: CampaignUses) {}

  @OnEvent(campaignStateChanged, { batch: 100 })
  async on(events: readonly ReceivedEvent<typeof campaignStateChanged>[]): Promise<void> {
    await this.uses.note(events.map(({ payload }) => payload));
  }
}
