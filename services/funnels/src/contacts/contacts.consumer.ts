import { Controller } from '@nestjs/common';
import { contactsChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { ContactsService } from './contacts.service.ts';

@Controller()
export class ContactsConsumer {
  constructor(private readonly contacts: ContactsService) {}

  @OnEvent(contactsChanged, { batch: 20 })
  async onChanged(events: readonly ReceivedEvent<typeof contactsChanged>[]): Promise<void> {
    await this.contacts.learn(events.flatMap(({ payload }) => payload.contacts));
  }
}
