import { Controller } from '@nestjs/common';
import { contactUnsubscribed } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { Departure } from './departure.ts';

@Controller()
export class UnsubscribeConsumer {
  constructor(private readonly departure: Departure) {}

  @OnEvent(contactUnsubscribed)
  async onUnsubscribed(events: readonly ReceivedEvent<typeof contactUnsubscribed>[]): Promise<void> {
    await this.departure.ofUnsubscribed(events.map(({ payload }) => payload.contactId));
  }
}
