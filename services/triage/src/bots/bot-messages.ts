import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import { asksForPerson } from '@widecast/text';
import type { TriageConfig } from '../config.ts';
import { ReceivedMails, type Filed, type Outcome } from '../intake/received-mails.ts';
import { TicketIntake } from '../intake/ticket-intake.ts';
import { AddressBook } from '../contacts/address-book.service.ts';
import { OwnershipService } from '../ownership/ownership.service.ts';
import { wholeOf, type Found } from '../threading/threads.ts';
import { KeyOfAnother } from '../tickets/ticket-errors.ts';
import { TicketsService } from '../tickets/tickets.service.ts';
import type { Bot } from './bots.repository.ts';
import { isStandIn, standIn, STAND_INS } from './stand-in.ts';

export interface BotMessage {
  /** The conversation in the words of the bot, like the number of a chat. */
  readonly conversation: string;
  readonly text: string;
  readonly subject: string;
  readonly name: string | null;
  /** The customer's address where the bot knows it. */
  readonly email: string | null;
}

/** What became of a message, and of which ticket it is a part. */
export interface Taken {
  readonly outcome: Outcome | 'duplicate';
  readonly ticketId: string | null;
}

const DAY = 86_400_000;

/** What customers write to bots: opens a conversation or goes on with it. */
@Injectable()
export class BotMessages {
  constructor(
    private readonly received: ReceivedMails,
    private readonly intake: TicketIntake,
    private readonly ownership: OwnershipService,
    private readonly book: AddressBook,
    private readonly tickets: TicketsService,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {}

  /** One message, however often it is called with its id. Throws {@link KeyOfAnother} where the id was of another message. */
  async take(bot: Bot, id: string, message: BotMessage): Promise<Taken> {
    const filed = await this.received.onceUnder(`bot\n${bot.id}\n${id}`, [message.conversation, message.text], (tx) => this.file(tx, bot, message));
    if (filed === 'another') throw new KeyOfAnother('message');
    return { outcome: filed.isNew ? filed.outcome : 'duplicate', ticketId: filed.ticketId ?? null };
  }

  private async file(tx: Transaction, bot: Bot, { conversation, text, subject, name, email }: BotMessage): Promise<Filed> {
    // Before the rows of tickets are locked, as who learns of contacts does.
    await this.book.open(tx);
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [`${bot.id}/${conversation}`]);
    const found = await conversationOf(tx, bot.id, { conversation, email });
    const writing = { text, fullText: text, html: null, messageId: null, references: [], automatic: false, attachments: [], raw: null };
    if (found && !this.isLongClosed(found)) {
      if (email !== null && isStandIn(found.email)) await this.tickets.learnWriter(tx, found.id, email);
      await this.intake.append(tx, found.id, writing);
      return { outcome: 'appended', ticketId: found.id };
    }
    // What the bot answers itself, no rule answers beside it.
    const isBots = bot.begins === 'bot' && !asksForPerson(`${subject}\n${text}`);
    const ticket = await this.intake.open(tx, {
      email: email ?? standIn(bot.id, conversation), name, subject, channel: 'bot', writing, follows: found?.id ?? null, silent: isBots, botId: bot.id, conversation,
    });
    if (isBots) await this.ownership.botBegins(tx, ticket.id);
    return { outcome: 'opened', ticketId: ticket.id };
  }

  private isLongClosed({ closedAt }: Found): boolean {
    return closedAt !== null && Date.now() - closedAt.getTime() > this.config.TICKETS_REOPEN_DAYS * DAY;
  }
}

/**
 * Of several tickets of a conversation the one that goes on with it: an open one before a closed one, the whole before what was split off from it,
 * the newest. What was split off is still answered into the conversation. Where the bot knows who writes, never one of another customer: several may use one
 * page, one after another.
 */
async function conversationOf(tx: Transaction, botId: string, { conversation, email }: Pick<BotMessage, 'conversation' | 'email'>): Promise<(Found & { readonly email: string }) | undefined> {
  const [found] = await tx.query<Found & { readonly email: string }>(
    `SELECT id, merged_into AS "mergedInto", closed_at AS "closedAt", subject, email FROM tickets WHERE bot_id = $1 AND conversation = $2 AND ($3::text IS NULL OR email = $3 OR email LIKE $4)
     ORDER BY (email = $3) IS TRUE DESC, (state = 'open' OR merged_into IS NOT NULL) DESC, (split_from IS NULL) DESC, id DESC LIMIT 1 FOR UPDATE`, [botId, conversation, email, STAND_INS]);
  if (!found) return undefined;
  const whole = await wholeOf(tx, found);
  const [{ email: now } = found] = await tx.query<{ email: string }>('SELECT email FROM tickets WHERE id = $1', [whole.id]);
  const isAnothers = email !== null && email !== now && isStandIn(found.email) && !isStandIn(now);
  return isAnothers ? undefined : { ...whole, email: now };
}
