import { Controller } from '@nestjs/common';
import { ticketChanged, ticketOpened } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { TicketsRepository } from './tickets.repository.ts';

@Controller()
export class TicketsConsumer {
  constructor(private readonly tickets: TicketsRepository) {}

  @OnEvent(ticketOpened)
  async onOpened(events: readonly ReceivedEvent<typeof ticketOpened>[]): Promise<void> {
    await this.tickets.noteOpened(events.map(({ payload }) => payload));
  }

  @OnEvent(ticketChanged)
  async onChanged(events: readonly ReceivedEvent<typeof ticketChanged>[]): Promise<void> {
    await this.tickets.noteChanged(events.map(({ payload }) => payload));
  }
}
