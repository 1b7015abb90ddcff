import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { MailboxService, type MailboxEntry, type MailboxMessage } from './mailbox.service.ts';

const entry = z.object({ id: z.string(), from: z.string(), to: z.string(), subject: z.string(), at: z.date() });
const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const listMailbox = endpoint({
  method: 'GET', path: 'mailbox', scope: 'messages:read', summary: 'The built-in mailbox: what would have been sent, the newest first',
  query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50), before: id.optional() }),
  response: z.object({ messages: z.array(entry) }),
});
const showMail = endpoint({
  method: 'GET', path: 'mailbox/:id', scope: 'messages:read', summary: 'One message of the built-in mailbox, whole',
  params: z.object({ id }), response: entry.extend({ html: z.string().nullable(), text: z.string(), raw: z.string() }),
});

@Controller()
export class MailboxController {
  constructor(private readonly mailbox: MailboxService) {}

  @Handles(listMailbox)
  async list(@Input() { query }: InputOf<typeof listMailbox>): Promise<{ messages: MailboxEntry[] }> {
    return { messages: await this.mailbox.list(query) };
  }

  @Handles(showMail)
  show(@Input() { params }: InputOf<typeof showMail>): Promise<MailboxMessage> {
    return this.mailbox.get(params.id);
  }
}
