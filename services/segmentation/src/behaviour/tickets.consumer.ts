import { Controller } from '@nestjs/common';
import { ticketChanged, ticketOpened } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { ContactTickets } from '../hand-offs/contact-tickets.ts';
import type { BehaviourDraft } from './behaviour-sieve.ts';
import { BehaviourService } from './behaviour.service.ts';

interface Ticket {
  readonly ticketId: string;
  readonly contactId: string | null;
  readonly signals?: { readonly churn?: number | undefined; readonly purchase?: number | undefined } | undefined;
  readonly at: string;
}

const TYPES = { churn: 'churn_risk', purchase: 'purchase_intent' } as const;

/** Writing to support is behaviour too, and so is what the ticket tells of leaving or buying, once per ticket; who wrote may be known only later. */
@Controller()
export class TicketsConsumer {
  constructor(
    private readonly behaviour: BehaviourService,
    private readonly tickets: ContactTickets,
  ) {}

  @OnEvent(ticketOpened)
  async onOpened(events: readonly ReceivedEvent<typeof ticketOpened>[]): Promise<void> {
    await this.tickets.note(events.map(({ payload }) => ({ ...payload, version: 1, state: 'open' })));
    await this.behaviour.record(events.flatMap(({ payload }) => draftsOf(payload)));
  }

  @OnEvent(ticketChanged)
  async onChanged(events: readonly ReceivedEvent<typeof ticketChanged>[]): Promise<void> {
    await this.tickets.note(events.map(({ payload }) => payload));
    await this.behaviour.record(events.flatMap(({ payload }) => draftsOf(payload)));
  }
}

function draftsOf({ ticketId, contactId, signals = {}, at }: Ticket): BehaviourDraft[] {
  if (contactId === null) return [];
  const about = { contact: { id: contactId }, occurredAt: at, value: null, campaignId: null };
  const told = (['churn', 'purchase'] as const).filter((signal) => signals[signal] !== undefined);
  return [
    { ...about, eventId: `ticket:${ticketId}`, type: 'wrote_to_support' },
    ...told.map((signal) => ({ ...about, eventId: `ticket:${ticketId}:${signal}`, type: TYPES[signal] })),
  ];
}
