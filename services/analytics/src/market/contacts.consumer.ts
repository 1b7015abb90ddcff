import { Controller } from '@nestjs/common';
import { contactsChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { MassTouchesRepository } from '../mass-touches/mass-touches.repository.ts';
import { MarketRepository } from './market.repository.ts';

@Controller()
export class ContactsConsumer {
  constructor(
    private readonly touches: MassTouchesRepository,
    private readonly market: MarketRepository,
  ) {}

  @OnEvent(contactsChanged, { batch: 50 })
  async onContacts(events: readonly ReceivedEvent<typeof contactsChanged>[]): Promise<void> {
    const contacts = events.flatMap(({ payload }) => payload.contacts);
    await this.touches.noteContacts(contacts);
    await this.market.note(contacts);
  }
}
