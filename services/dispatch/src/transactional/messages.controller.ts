import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { nextOf } from '../paging/page.ts';
import type { MessageView } from './message.ts';
import { listMessages, sendMessage, showMessage } from './messages.endpoints.ts';
import { MessagesService } from './messages.service.ts';

@Controller()
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Handles(sendMessage)
  send(@Input() { body, actor }: InputOf<typeof sendMessage>): Promise<MessageView> {
    return this.messages.send(body, actor);
  }

  @Handles(listMessages)
  async list(@Input() { query }: InputOf<typeof listMessages>): Promise<{ messages: MessageView[]; next: string | null }> {
    const messages = await this.messages.list(query);
    return { messages, next: nextOf(messages, query) };
  }

  @Handles(showMessage)
  show(@Input() { params }: InputOf<typeof showMessage>): Promise<MessageView> {
    return this.messages.get(params.id);
  }
}
