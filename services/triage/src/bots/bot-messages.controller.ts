import { Controller, Req } from '@nestjs/common';
import { counter, Handles, Invalid, NotFound, Unauthenticated } from '@widecast/service-kit';
import { verifyCall } from '@widecast/webhooks';
import type { Request } from 'express';
import { oneLine } from '../mail/read-mail.ts';
import { BotMessages } from './bot-messages.ts';
import { botMessage, sayAsCustomer } from './bots.endpoints.ts';
import { Bots } from './bots.repository.ts';

const messages = counter({ name: 'widecast_bot_messages_total', help: 'What customers wrote to bots, by what became of it.', labels: ['service', 'outcome'] });
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Controller()
export class BotMessagesController {
  constructor(
    private readonly bots: Bots,
    private readonly messages: BotMessages,
  ) {}

  /** The bytes are judged before anything is read out of them. */
  @Handles(sayAsCustomer)
  async say(@Req() request: Request): Promise<{ outcome: string; ticketId: string | null }> {
    const id = String(request.params['id']);
    const secret = UUID.test(id) ? await this.bots.secretOf(id) : undefined;
    if (secret === undefined) throw new NotFound('bot', id.slice(0, 100));
    const body: unknown = request.body;
    const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const verified = verifyCall({ headers: request.headers, body: raw }, secret);
    if ('defect' in verified) throw new Unauthenticated(verified.defect);
    const { text, subject = '', conversation, from } = messageIn(raw);
    const taken = await this.messages.take(await this.bots.show(id), verified.id, {
      conversation, text, subject: oneLine(subject) || oneLine(text, 80), name: oneLine(from.name ?? '') || null, email: from.email ?? null,
    });
    messages.inc({ service: 'triage', outcome: taken.outcome });
    return { ...taken };
  }
}

function messageIn(raw: Buffer): ReturnType<typeof botMessage.parse> {
  const parsed = botMessage.safeParse(jsonIn(raw));
  if (parsed.success) return parsed.data;
  const defects = parsed.error.issues.map(({ path, message }) => ({ field: ['body', ...path].join('.'), message }));
  throw new Invalid(`The message has ${defects.length} defect(s): ${defects[0]?.field ?? 'body'} ${defects[0]?.message ?? ''}`, defects);
}

function jsonIn(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    throw new Invalid('The body is no JSON', [{ field: 'body', message: 'must be JSON' }]);
  }
}
