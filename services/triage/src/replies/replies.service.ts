import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { replyRequested } from '@widecast/contracts';
import { Database, prepared, type Transaction } from '@widecast/database';
import { Outbox, uuidv7 } from '@widecast/messaging';
import { CONFIG, NotFound } from '@widecast/service-kit';
import { ownAddress, type TriageConfig } from '../config.ts';
import { BotCalls } from '../bots/bot-calls.ts';
import { isStandIn } from '../bots/stand-in.ts';
import { withoutTag } from '../contacts/address.ts';
import { NotTheOwner, type Owner } from '../ownership/ownership.service.ts';
import { RatingLinks } from '../ratings/rating-links.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { messageIdOf, replyAddressOf } from '../threading/own-ids.ts';
import { TicketTokens } from '../threading/ticket-token.ts';
import { replySubject } from './acknowledgement.ts';
import { threadsOf, UNTHREADED, type Thread } from './thread.ts';
import { KeyOfAnother, NobodyHears, NotSaidWhatWasRead, TicketMerged } from '../tickets/ticket-errors.ts';
import { demandSeen, newestIn } from '../tickets/seen.ts';
import { TicketEntity } from '../tickets/ticket.entity.ts';

export interface GivenAnswer {
  readonly text: string;
  /** The newest message that its writer has read; `any`: he does not care. A bot need not say it, it is called with what it has not heard. */
  readonly seen?: string | undefined;
  readonly as: Owner;
  /** The same key is the same answer to the ticket. */
  readonly key?: string | undefined;
  /** The text was made of a macro, which may have been changed since the key was used. */
  readonly isMade: boolean;
}

export interface Answer {
  /** A new one unless given. */
  readonly id?: string;
  readonly ticket: TicketEntity;
  readonly text: string;
  readonly automatic: boolean;
  /** Whether the customer is asked if it helped. */
  readonly asks: boolean;
  /** Who says so; a rule unless given. */
  readonly by?: Owner | 'rule';
  /** Looked up where it is not given. */
  readonly thread?: Thread | undefined;
}

type GivenId = Answer & { readonly id: string };

const DUE = prepared(`
  INSERT INTO requesters AS r (email, id, acknowledged_at) SELECT email, id, now() FROM unnest($1::text[], $2::uuid[]) AS g (email, id)
  ON CONFLICT (email) DO UPDATE SET acknowledged_at = now() WHERE r.acknowledged_at IS NULL OR r.acknowledged_at <= now() - interval '24 hours' RETURNING email`);

const MAILED = prepared(`
  INSERT INTO ticket_messages (ticket_id, id, direction, automatic, message_id, ancestors, text, full_text)
  SELECT ticket, id, 'out', automatic, message, ancestors, text, text FROM json_to_recordset($1::json) AS r (ticket uuid, id uuid, automatic boolean, message text, ancestors text[], text text)`);

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
   * `seen`, {@link NotSaidWhatWasRead} where a person does not say it, {@link NotTheOwner} where a bot answers what it does not own, {@link KeyOfAnother} where the key was used for another
   * text; who answers as a person takes it over.
   */
  reply(ticketId: string, { text, seen, as, key, isMade }: GivenAnswer): Promise<string> {
    const id = key === undefined ? uuidv7() : idOf(ticketId, key);
    return this.database.transaction(async (tx) => {
      const given = key === undefined ? undefined : await givenAs(tx, ticketId, id);
      if (given !== undefined && given !== text && !isMade) throw new KeyOfAnother('answer');
      if (given !== undefined) return id;
      await tx.query("UPDATE tickets SET changed_at = now(), owner = CASE WHEN $2 = 'person' THEN 'person' ELSE owner END, answered_by_rule = answered_by_rule AND $2 <> 'person', waiting = waiting AND $2 <> 'person' WHERE id = $1", [ticketId, as]);
      const ticket = await tx.manager.findOneBy(TicketEntity, { id: ticketId });
      if (!ticket) throw new NotFound('ticket', ticketId);
      if (ticket.mergedInto !== null) throw new TicketMerged(ticketId, ticket.mergedInto);
      if (ticket.owner !== as) throw new NotTheOwner(ticketId, ticket.owner);
      if (seen === undefined && as === 'person') throw new NotSaidWhatWasRead(ticketId, await newestIn(tx, ticketId));
      await demandSeen(tx, ticketId, seen);
      await this.promises.tell(tx, ticketId, 'answered');
      await this.answer(tx, [{ id, ticket, text, automatic: as === 'bot', asks: true, by: as }]);
      return id;
    });
  }

  /** Which of the tickets a machine may answer now: it writes to an address at most once a day, to whatever +tag of it. Asking uses it up. */
  async mayWriteAutomatically(tx: Transaction, tickets: readonly TicketEntity[]): Promise<ReadonlySet<string>> {
    const first = new Map(tickets.toReversed().map((ticket) => [withoutTag(ticket.email).address, ticket.id]));
    const addresses = [...first.keys()].toSorted();
    const due = addresses.length === 0 ? [] : await tx.query<{ email: string }>(DUE, [addresses, addresses.map(() => uuidv7())]);
    return new Set(due.flatMap(({ email }) => first.get(email) ?? []));
  }

  /** Each by the way that its ticket came, by mail where its bot is gone; gives the ids of the messages. Throws {@link NobodyHears}. */
  async answer(tx: Transaction, answers: readonly Answer[]): Promise<string[]> {
    const gone = await this.bots.gone(tx, answers.flatMap(({ ticket }) => ticket.botId ?? []));
    const given = answers.map((answer) => ({ id: uuidv7(), ...answer }));
    const isSaid = ({ ticket: { botId } }: Answer): boolean => botId !== null && !gone.has(botId);
    const unheard = given.find((one) => one.ticket.botId !== null && !isSaid(one) && isStandIn(one.ticket.email));
    if (unheard) throw new NobodyHears(unheard.ticket.id);
    await this.mail(tx, given.filter((one) => !isSaid(one)));
    for (const one of given) if (isSaid(one)) await this.say(tx, one);
    return given.map(({ id }) => id);
  }

  private async say(tx: Transaction, { id, ticket, text, automatic, by = 'rule' }: GivenId): Promise<void> {
    await tx.query(`INSERT INTO ticket_messages (ticket_id, id, direction, automatic, text, full_text) VALUES ($1, $2, 'out', $3, $4, $4)`, [ticket.id, id, automatic, text]);
    await this.bots.tell(tx, ticket, { type: 'message.sent', message: { id, text, by } });
  }

  private async mail(tx: Transaction, answers: readonly GivenId[]): Promise<void> {
    if (answers.length === 0) return;
    const threads = await threadsOf(tx, answers.flatMap(({ ticket, thread }) => (thread ? [] : ticket.id)));
    const own = ownAddress(this.config);
    const mails = answers.map(({ id, ticket, text, automatic, asks, thread }) => {
      const token = this.tokens.tokenOf(ticket.id);
      return { id, ticket, text, automatic, asks, token, messageId: messageIdOf(id, token, own), ...(thread ?? threads.get(ticket.id) ?? UNTHREADED) };
    });
    const told = mails.map(({ id, ticket, text, automatic, asks, token, messageId, inReplyTo, references }) => ({
      replyId: id, ticketId: ticket.id, contactId: ticket.contactId ?? ticket.requesterId, to: ticket.email, subject: replySubject(ticket.subject),
      text: asks ? text + this.ratings.question(ticket.id, ticket.language) : text, messageId, replyTo: replyAddressOf(token, own), inReplyTo, references, automatic,
    }));
    await Promise.all([
      tx.query(MAILED, [JSON.stringify(mails.map(({ id, ticket, text, automatic, messageId, references }) => ({ id, ticket: ticket.id, text, automatic, message: messageId, ancestors: references })))]),
      this.outbox.append(tx, replyRequested, told),
    ]);
  }
}

/** A UUID of version 8 (RFC 9562) that says the same of the same. */
function idOf(ticketId: string, key: string): string {
  const hex = createHash('sha256').update(`answer\n${ticketId}\n${key}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** Merging and splitting move messages between tickets of one customer. */
const GIVEN = `
  SELECT text FROM ticket_messages m WHERE m.id = $2 AND m.ticket_id IN (
    SELECT other.id FROM tickets t JOIN tickets other ON other.email = t.email OR other.id = t.merged_into WHERE t.id = $1)`;

/** The text of an answer that was given before. Waits for whoever gives it now. */
async function givenAs(tx: Transaction, ticketId: string, id: string): Promise<string | undefined> {
  await tx.query('SELECT FROM tickets WHERE id = $1 FOR UPDATE', [ticketId]);
  return (await tx.query<{ text: string }>(GIVEN, [ticketId, id]))[0]?.text;
}
