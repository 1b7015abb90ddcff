import { Inject, Injectable } from '@nestjs/common';
import { replyRequested } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox, uuidv7 } from '@widecast/messaging';
import { CONFIG, NotFound } from '@widecast/service-kit';
import { ownAddress, type TriageConfig } from '../config.ts';
import { BotCalls } from '../bots/bot-calls.ts';
import { withoutTag } from '../contacts/address.ts';
import { NotTheOwner, type Owner } from '../ownership/ownership.service.ts';
import { RatingLinks } from '../ratings/rating-links.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { messageIdOf, replyAddressOf } from '../threading/own-ids.ts';
import { TicketTokens } from '../threading/ticket-token.ts';
import { acknowledgementText, replySubject } from './acknowledgement.ts';
import { TicketMovedOn } from '../tickets/ticket-errors.ts';
import { TicketEntity } from '../tickets/ticket.entity.ts';

export interface GivenAnswer {
  readonly text: string;
  readonly seen?: string | undefined;
  readonly as: Owner;
}

interface Answer {
  readonly text: string;
  readonly automatic: boolean;
  /** Whether the customer is asked if it helped. */
  readonly asks: boolean;
  /** Who says so; a rule unless given. */
  readonly by?: Owner | 'rule';
}

const MOST_REFERENCES = 20;

/** Answers to tickets; dispatch sends them. */
@Injectable()
export class RepliesService {
  private readonly tokens: TicketTokens;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly promises: SlaPromisesService,
    private readonly ratings: RatingLinks,
    private readonly bots: BotCalls,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {
    this.tokens = new TicketTokens(config.WIDECAST_INTERNAL_SECRET);
  }

  /**
   * An answer of a person or a bot. Gives its id. Throws {@link TicketMovedOn} where there is something newer than what was
   * `seen`, {@link NotTheOwner} where a bot answers what it does not own; who answers as a person takes it over.
   */
  reply(ticketId: string, { text, seen, as }: GivenAnswer): Promise<string> {
    return this.database.transaction(async (tx) => {
      await tx.query("UPDATE tickets SET changed_at = now(), owner = CASE WHEN $2 = 'person' THEN 'person' ELSE owner END, answered_by_rule = answered_by_rule AND $2 <> 'person' WHERE id = $1", [ticketId, as]);
      const ticket = await tx.manager.findOneBy(TicketEntity, { id: ticketId });
      if (!ticket) throw new NotFound('ticket', ticketId);
      if (ticket.owner !== as) throw new NotTheOwner(ticketId, ticket.owner);
      if (seen !== undefined && (await isOlder(tx, ticketId, seen))) throw new TicketMovedOn(ticketId);
      await this.promises.tell(tx, ticketId, 'answered');
      return await this.answer(tx, ticket, { text, automatic: as === 'bot', asks: true, by: as });
    });
  }

  /** Whether a machine may write to the address now: at most once a day, to whatever +tag of it. Asking uses it up. */
  async mayWriteAutomatically(tx: Transaction, ticket: TicketEntity): Promise<boolean> {
    const due = await tx.query(
      `INSERT INTO requesters AS r (email, id, acknowledged_at) VALUES ($1, $2, now()) ON CONFLICT (email) DO UPDATE SET acknowledged_at = now()
       WHERE r.acknowledged_at IS NULL OR r.acknowledged_at <= now() - interval '24 hours' RETURNING id`,
      [withoutTag(ticket.email).address, uuidv7()],
    );
    return due.length > 0;
  }

  /** Tells that the message has come. */
  async acknowledge(tx: Transaction, ticket: TicketEntity): Promise<void> {
    await this.answer(tx, ticket, { text: acknowledgementText(ticket.language, ticket.number), automatic: true, asks: false });
  }

  /** By the way that the ticket came. */
  async answer(tx: Transaction, ticket: TicketEntity, answer: Answer): Promise<string> {
    return ticket.botId === null ? await this.mail(tx, ticket, answer) : await this.say(tx, ticket, answer);
  }

  private async say(tx: Transaction, ticket: TicketEntity, { text, automatic, by = 'rule' }: Answer): Promise<string> {
    const id = uuidv7();
    await tx.query(`INSERT INTO ticket_messages (ticket_id, id, direction, automatic, text, full_text) VALUES ($1, $2, 'out', $3, $4, $4)`, [ticket.id, id, automatic, text]);
    await this.bots.tell(tx, ticket, { type: 'message.sent', message: { id, text, by } });
    return id;
  }

  private async mail(tx: Transaction, ticket: TicketEntity, { text, automatic, asks }: Answer): Promise<string> {
    const replyId = uuidv7();
    const token = this.tokens.tokenOf(ticket.id);
    const messageId = messageIdOf(replyId, token, ownAddress(this.config));
    const { inReplyTo, references } = await threadOf(tx, ticket.id);
    await tx.query(
      `INSERT INTO ticket_messages (ticket_id, id, direction, automatic, message_id, ancestors, text, full_text) VALUES ($1, $2, 'out', $3, $4, $5, $6, $6)`,
      [ticket.id, replyId, automatic, messageId, references, text],
    );
    await this.outbox.append(tx, replyRequested, [{
      replyId, ticketId: ticket.id, contactId: ticket.contactId ?? ticket.requesterId, to: ticket.email, subject: replySubject(ticket.subject),
      text: asks ? text + this.ratings.question(ticket.id, ticket.language) : text,
      messageId, replyTo: replyAddressOf(token, ownAddress(this.config)), inReplyTo, references, automatic,
    }]);
    return replyId;
  }
}

/** The lock on the ticket's row is held: of two answers at once the second sees the first. */
async function isOlder(tx: Transaction, ticketId: string, seen: string): Promise<boolean> {
  const newer = await tx.query(
    `SELECT 1 FROM ticket_messages m LEFT JOIN ticket_messages s ON s.ticket_id = m.ticket_id AND s.id = $2
     WHERE m.ticket_id = $1 AND NOT m.automatic AND (s.at IS NULL OR m.at > s.at) LIMIT 1`,
    [ticketId, seen],
  );
  return newer.length > 0;
}

/** In-Reply-To and References of the next answer (RFC 5322 §3.6.4), from the last message that came in with an id. */
async function threadOf(tx: Transaction, ticketId: string): Promise<{ inReplyTo: string | null; references: string[] }> {
  const [last] = await tx.query<{ messageId: string; ancestors: string[] }>(
    `SELECT message_id AS "messageId", ancestors FROM ticket_messages
     WHERE ticket_id = $1 AND direction = 'in' AND NOT automatic AND message_id IS NOT NULL ORDER BY at DESC LIMIT 1`,
    [ticketId],
  );
  if (!last) return { inReplyTo: null, references: [] };
  return { inReplyTo: last.messageId, references: [...last.ancestors, last.messageId].slice(-MOST_REFERENCES) };
}
