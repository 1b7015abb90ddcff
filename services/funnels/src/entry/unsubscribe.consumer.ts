import { Controller } from '@nestjs/common';
import { contactUnsubscribed } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { Announcer } from '../passage/announcer.ts';
import { PassageRepository } from '../passage/passage.repository.ts';

@Controller()
export class UnsubscribeConsumer {
  constructor(private readonly database: Database, private readonly passage: PassageRepository, private readonly announcer: Announcer) {}

  @OnEvent(contactUnsubscribed)
  async onUnsubscribed(events: readonly ReceivedEvent<typeof contactUnsubscribed>[]): Promise<void> {
    const contactIds = events.map(({ payload }) => payload.contactId);
    await this.database.transaction(async (tx) => this.announcer.announce(tx, await this.passage.unsubscribe(tx, contactIds)));
  }
}
