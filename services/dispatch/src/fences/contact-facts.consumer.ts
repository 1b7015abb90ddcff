import { Controller } from '@nestjs/common';
import { contactHoldChanged, contactsChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { ContactFactsService } from './contact-facts.service.ts';

@Controller()
export class ContactFactsConsumer {
  constructor(private readonly facts: ContactFactsService) {}

  @OnEvent(contactsChanged, { batch: 50 })
  async onContacts(events: readonly ReceivedEvent<typeof contactsChanged>[]): Promise<void> {
    await this.facts.learn(events.flatMap(({ payload }) => payload.contacts));
  }

  @OnEvent(contactHoldChanged)
  async onHolds(events: readonly ReceivedEvent<typeof contactHoldChanged>[]): Promise<void> {
    await this.facts.changeHolds(events.map(({ payload }) => payload));
  }
}
