import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import { asksForPerson } from '@widecast/text';
import type { TriageConfig } from '../config.ts';
import { ReceivedMails, type Filed, type Outcome } from '../intake/received-mails.ts';
import { TicketIntake } from '../intake/ticket-intake.ts';
import { OwnershipService } from '../ownership/ownership.service.ts';
import { wholeOf, type Found } from '../threading/threads.ts';
import type { Bot } from './bots.repository.ts';
import { standIn } from './stand-in.ts';

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
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {}

  /** One message, however often it is called with its id. */
  async take(bot: Bot, id: string, message: BotMessage): Promise<Taken> {
    const fingerprint = createHash('sha256').update(`bot\n${bot.id}\n${id}`).digest();
    const filed = await this.received.once(fingerprint, (tx) => this.file(tx, bot, message));
    const ticketId = filed === 'duplicate' ? await this.received.ticketOf(fingerprint) : filed.ticketId;
    return { outcome: filed === 'duplicate' ? filed : filed.outcome, ticketId: ticketId ?? null };
  }

  private async file(tx: Transaction, bot: Bot, { conversation, text, subject, name, email }: BotMessage): Promise<Filed> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [`${bot.id}/${conversation}`]);
    const found = await conversationOf(tx, bot.id, conversation);
    const writing = { text, fullText: text, html: null, messageId: null, references: [], automatic: false, attachments: [], raw: null };
    if (found && !this.isLongClosed(found)) {
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
 * the newest. What was split off is still answered into the conversation.
 */
async function conversationOf(tx: Transaction, botId: string, conversation: string): Promise<Found | undefined> {
  const [found] = await tx.query<Found>(
    `SELECT id, merged_into AS "mergedInto", closed_at AS "closedAt", subject FROM tickets WHERE bot_id = $1 AND conversation = $2
     ORDER BY (state = 'open' OR merged_into IS NOT NULL) DESC, (split_from IS NULL) DESC, id DESC LIMIT 1 FOR UPDATE`, [botId, conversation]);
  return found && (await wholeOf(tx, found));
}
