import { Controller } from '@nestjs/common';
import { contactsChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { MassTouchesRepository } from './mass-touches.repository.ts';

@Controller()
export class UpperContactsConsumer {
  constructor(private readonly touches: MassTouchesRepository) {}

  @OnEvent(contactsChanged, { batch: 50 })
  async onContacts(events: readonly ReceivedEvent<typeof contactsChanged>[]): Promise<void> {
    await this.touches.noteContacts(events.flatMap(({ payload }) => payload.contacts));
  }
}
