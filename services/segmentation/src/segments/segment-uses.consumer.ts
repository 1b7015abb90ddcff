import { Controller } from '@nestjs/common';
import { campaignStateChanged, funnelStateChanged, segmentMembersRequested } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { CampaignUses } from './campaign-uses.ts';
import { MembersList } from '../membership/members-list.ts';
import { FunnelUses } from './funnel-uses.ts';

/** Hears who needs which segment. */
@Controller()
export class SegmentUsesConsumer {
  constructor(
    private readonly campaigns: CampaignUses,
    private readonly funnels: FunnelUses,
    private readonly lists: MembersList,
  ) {}

  @OnEvent(campaignStateChanged, { batch: 100 })
  async onCampaigns(events: readonly ReceivedEvent<typeof campaignStateChanged>[]): Promise<void> {
    await this.campaigns.note(events.map(({ payload }) => payload));
  }

  @OnEvent(funnelStateChanged, { batch: 100 })
  async onFunnels(events: readonly ReceivedEvent<typeof funnelStateChanged>[]): Promise<void> {
    for (const { payload } of events) await this.funnels.note(payload);
  }

  @OnEvent(segmentMembersRequested, { batch: 1 })
  async onMembersRequested(events: readonly ReceivedEvent<typeof segmentMembersRequested>[]): Promise<void> {
    for (const { payload } of events) await this.lists.publish(payload.segmentId);
  }
}
