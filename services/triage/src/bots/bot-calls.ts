import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import type { TicketEntity } from '../tickets/ticket.entity.ts';
import { Bots } from './bots.repository.ts';

export type BotNews =
  | { readonly type: 'message.sent'; readonly message: { readonly id: string; readonly text: string; readonly by: 'person' | 'bot' | 'rule' } }
  | { readonly type: 'ticket.closed' | 'ticket.reopened' | 'ticket.handed-over' }
  | { readonly type: 'ticket.matched'; readonly rule: string };

type Told = Pick<TicketEntity, 'id' | 'number' | 'subject' | 'state' | 'queue' | 'intent' | 'urgency' | 'language' | 'owner' | 'email' | 'botId' | 'conversation'>;

/** What bots are to be told, written in the transaction of what it tells of. */
@Injectable()
export class BotCalls {
  constructor(private readonly bots: Bots) {}

  /** The bot that the conversation came by; nobody where there is none. */
  async tell(tx: Transaction, ticket: Told, news: BotNews): Promise<void> {
    if (ticket.botId !== null) await this.write(tx, ticket.botId, ticket, news);
  }

  /** The bot of a name, wherever the ticket came from. Gives whether there is one that can be told. */
  async tellNamed(tx: Transaction, name: string, ticket: Told, news: BotNews): Promise<boolean> {
    const bot = await this.bots.named(tx, name);
    if (!bot || bot.url === null) return false;
    await this.write(tx, bot.id, ticket, news);
    return true;
  }

  /** Those of the bots that were removed. */
  async gone(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await tx.query<{ id: string }>('SELECT id FROM bots WHERE id = ANY($1::uuid[]) AND removed_at IS NOT NULL', [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  private async write(tx: Transaction, botId: string, ticket: Told, { type, ...news }: BotNews): Promise<void> {
    const { id, number, subject, state, queue, intent, urgency, language, owner, email, conversation } = ticket;
    const body = { type, at: new Date().toISOString(), conversation, ticket: { id, number: Number(number), from: email, subject, state, queue, intent, urgency, language, owner }, ...news };
    await tx.query(
      'INSERT INTO bot_calls (id, bot_id, ticket_id, type, body) SELECT $1, $2, $3, $4, $5 WHERE EXISTS (SELECT 1 FROM bots WHERE id = $2 AND url IS NOT NULL AND removed_at IS NULL)',
      [uuidv7(), botId, id, type, JSON.stringify(body)],
    );
  }
}
