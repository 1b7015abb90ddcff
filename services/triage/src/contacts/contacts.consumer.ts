import { Controller } from '@nestjs/common';
import { accountHandOffChanged, contactsChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { AddressBook } from './address-book.service.ts';
import { UpperDomains } from './upper-domains.service.ts';

@Controller()
export class ContactsConsumer {
  constructor(private readonly book: AddressBook, private readonly domains: UpperDomains) {}

  @OnEvent(contactsChanged, { batch: 20 })
  async on(events: readonly ReceivedEvent<typeof contactsChanged>[]): Promise<void> {
    await this.book.learn(events.flatMap(({ payload }) => payload.contacts));
  }

  @OnEvent(accountHandOffChanged)
  async onHandOffs(events: readonly ReceivedEvent<typeof accountHandOffChanged>[]): Promise<void> {
    await this.domains.learn(events.map(({ payload }) => payload));
  }
}
