import { Controller } from '@nestjs/common';
import { recipientsResolved, replyRequested } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { RepliesService } from './replies.service.ts';
import { MessagesService } from '../transactional/messages.service.ts';
import { StepMessagesService } from './step-messages.service.ts';

@Controller()
export class RequestsConsumer {
  constructor(
    private readonly steps: StepMessagesService,
    private readonly replies: RepliesService,
    private readonly messages: MessagesService,
  ) {}

  @OnEvent(recipientsResolved, { batch: 1 })
  async onRecipients(events: readonly ReceivedEvent<typeof recipientsResolved>[]): Promise<void> {
    for (const { payload } of events) await (payload.source.kind === 'message' ? this.messages.resolve(payload) : this.steps.request(payload));
  }

  @OnEvent(replyRequested, { batch: 100 })
  async onReplies(events: readonly ReceivedEvent<typeof replyRequested>[]): Promise<void> {
    await this.replies.request(events.map(({ payload }) => payload));
  }
}
