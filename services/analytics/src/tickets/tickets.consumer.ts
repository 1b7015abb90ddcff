import { Controller } from '@nestjs/common';
import { ticketOpened } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { TicketsRepository } from './tickets.repository.ts';

@Controller()
export class TicketsConsumer {
  constructor(private readonly tickets: TicketsRepository) {}

  @OnEvent(ticketOpened)
  async onOpened(events: readonly ReceivedEvent<typeof ticketOpened>[]): Promise<void> {
    await this.tickets.note(events.map(({ payload }) => payload));
  }
}
