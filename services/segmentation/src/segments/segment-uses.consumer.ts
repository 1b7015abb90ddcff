import { Controller } from '@nestjs/common';
import { campaignStateChanged, funnelStateChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { CampaignUses } from './campaign-uses.ts';
import { FunnelUses } from './funnel-uses.ts';

/** Hears who needs which segment. */
@Controller()
export class SegmentUsesConsumer {
  constructor(
    private readonly campaigns: CampaignUses,
    private readonly funnels: FunnelUses,
  ) {}

  @OnEvent(campaignStateChanged, { batch: 100 })
  async onCampaigns(events: readonly ReceivedEvent<typeof campaignStateChanged>[]): Promise<void> {
    await this.campaigns.note(events.map(({ payload }) => payload));
  }

  @OnEvent(funnelStateChanged, { batch: 100 })
  async onFunnels(events: readonly ReceivedEvent<typeof funnelStateChanged>[]): Promise<void> {
    for (const { payload } of events) await this.funnels.note(payload);
  }
}
