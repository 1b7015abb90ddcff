import { Controller } from '@nestjs/common';
import { ticketOpened } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { BehaviourService } from './behaviour.service.ts';

/** Writing to support is behaviour too. */
@Controller()
export class TicketsConsumer {
  constructor(private readonly behaviour: BehaviourService) {}

  @OnEvent(ticketOpened)
  async on(events: readonly ReceivedEvent<typeof ticketOpened>[]): Promise<void> {
    const drafts = events.flatMap(({ payload: { ticketId, contactId, at } }) =>
      contactId === null
        ? []
        : [{ eventId: `ticket:${ticketId}`, contact: { id: contactId }, type: 'wrote_to_support', occurredAt: at, value: null, campaignId: null }],
    );
    if (drafts.length > 0) await this.behaviour.record(drafts);
  }
}
