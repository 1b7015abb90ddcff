import { Controller } from '@nestjs/common';
import { contactErasedBy, contactErasureRequested } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { OnEvent, Outbox, type ReceivedEvent } from '@widecast/messaging';
import { ErasablePersonalData } from './personal-data.ts';

/** Removes what the service knows of a person, and confirms it in the same transaction. */
@Controller()
export class ErasureConsumer {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly data: ErasablePersonalData,
  ) {}

  @OnEvent(contactErasureRequested, { batch: 1 })
  async on(events: readonly ReceivedEvent<typeof contactErasureRequested>[]): Promise<void> {
    for (const { payload: { erasureId, ...person } } of events) {
      await this.database.transaction(async (tx) => {
        const removed = await this.data.erase(tx, person);
        await this.outbox.append(tx, contactErasedBy(this.data.service), [{ erasureId, contactId: person.contactId, removed: { ...removed }, at: new Date().toISOString() }]);
      });
    }
  }
}
