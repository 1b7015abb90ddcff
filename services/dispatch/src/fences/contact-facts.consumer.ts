import { Controller } from '@nestjs/common';
import { contactHoldChanged, contactsChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { HoldsService } from '../holds/holds.service.ts';
import { ContactFactsService } from './contact-facts.service.ts';

@Controller()
export class ContactFactsConsumer {
  constructor(
    private readonly facts: ContactFactsService,
    private readonly holds: HoldsService,
  ) {}

  @OnEvent(contactsChanged, { batch: 10 })
  async onContacts(events: readonly ReceivedEvent<typeof contactsChanged>[]): Promise<void> {
    await this.facts.learn(events.flatMap(({ payload }) => payload.contacts));
  }

  @OnEvent(contactHoldChanged)
  async onHolds(events: readonly ReceivedEvent<typeof contactHoldChanged>[]): Promise<void> {
    await this.holds.change(events.map(({ payload }) => payload));
  }
}
