import { Controller } from '@nestjs/common';
import { contactsAdvanced } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { FunnelsRepository } from './funnels.repository.ts';

@Controller()
export class FunnelsConsumer {
  constructor(private readonly funnels: FunnelsRepository) {}

  @OnEvent(contactsAdvanced, { batch: 50 })
  async onAdvanced(events: readonly ReceivedEvent<typeof contactsAdvanced>[]): Promise<void> {
    await this.funnels.note(events.map(({ payload }) => payload));
  }
}
