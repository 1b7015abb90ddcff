import { Controller } from '@nestjs/common';
import { deliveriesAssigned, deliveriesSettled } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { DeliveriesRepository } from './deliveries.repository.ts';
import { assignedOf, outcomesOf } from './outcome.ts';

@Controller()
export class DeliveriesConsumer {
  constructor(private readonly deliveries: DeliveriesRepository) {}

  @OnEvent(deliveriesAssigned, { batch: 50 })
  async onAssigned(events: readonly ReceivedEvent<typeof deliveriesAssigned>[]): Promise<void> {
    await this.deliveries.noteAssignments(assignedOf(events.map(({ payload }) => payload)));
  }

  @OnEvent(deliveriesSettled, { batch: 50 })
  async onSettled(events: readonly ReceivedEvent<typeof deliveriesSettled>[]): Promise<void> {
    const settled = events.map(({ payload }) => payload);
    await this.deliveries.noteForCampaigns(outcomesOf(settled, 'campaign'));
    await this.deliveries.noteForFunnels(outcomesOf(settled, 'funnel'));
  }
}
