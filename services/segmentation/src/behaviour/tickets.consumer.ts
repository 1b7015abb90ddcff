import { Controller } from '@nestjs/common';
import { ticketChanged, ticketOpened } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { BehaviourService, type BehaviourDraft } from './behaviour.service.ts';

interface Ticket {
  readonly ticketId: string;
  readonly contactId: string | null;
  readonly at: string;
}

/** Writing to support is behaviour too, once per ticket; who wrote may be known only later. */
@Controller()
export class TicketsConsumer {
  constructor(private readonly behaviour: BehaviourService) {}

  @OnEvent(ticketOpened)
  async onOpened(events: readonly ReceivedEvent<typeof ticketOpened>[]): Promise<void> {
    await this.behaviour.record(events.flatMap(({ payload }) => draftsOf(payload)));
  }

  @OnEvent(ticketChanged)
  async onChanged(events: readonly ReceivedEvent<typeof ticketChanged>[]): Promise<void> {
    await this.behaviour.record(events.flatMap(({ payload }) => draftsOf(payload)));
  }
}

function draftsOf({ ticketId, contactId, at }: Ticket): BehaviourDraft[] {
  if (contactId === null) return [];
  return [{ eventId: `ticket:${ticketId}`, contact: { id: contactId }, type: 'wrote_to_support', occurredAt: at, value: null, campaignId: null }];
}
