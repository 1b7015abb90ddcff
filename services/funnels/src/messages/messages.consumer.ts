import { Controller } from '@nestjs/common';
import { deliveriesSettled } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { MessagesRepository } from './messages.repository.ts';

@Controller()
export class MessagesConsumer {
  constructor(private readonly messages: MessagesRepository) {}

  @OnEvent(deliveriesSettled, { batch: 50 })
  async onSettled(events: readonly ReceivedEvent<typeof deliveriesSettled>[]): Promise<void> {
    await this.messages.note(events.map(({ payload }) => payload));
  }
}
