import { Controller } from '@nestjs/common';
import { contactsChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { AddressBook } from './address-book.service.ts';

@Controller()
export class ContactsConsumer {
  constructor(private readonly book: AddressBook) {}

  @OnEvent(contactsChanged, { batch: 20 })
  async on(events: readonly ReceivedEvent<typeof contactsChanged>[]): Promise<void> {
    await this.book.learn(events.flatMap(({ payload }) => payload.contacts));
  }
}
