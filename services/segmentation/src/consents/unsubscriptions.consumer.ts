import { Controller } from '@nestjs/common';
import { contactUnsubscribed } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { ConsentsService } from './consents.service.ts';

@Controller()
export class UnsubscriptionsConsumer {
  constructor(private readonly consents: ConsentsService) {}

  @OnEvent(contactUnsubscribed)
  async on(events: readonly ReceivedEvent<typeof contactUnsubscribed>[]): Promise<void> {
    await this.consents.withdraw(events.map(({ id, payload: { contactId, source } }) => ({ eventId: id, contactId, proof: `${source.kind} ${source.id}` })));
  }
}
