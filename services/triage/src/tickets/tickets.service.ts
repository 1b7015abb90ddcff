import { Injectable } from '@nestjs/common';
import { ticketOpened } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox, uuidv7 } from '@widecast/messaging';
import { NotFound } from '@widecast/service-kit';
import { entitiesIn } from '@widecast/text';
import { BotCalls } from '../bots/bot-calls.ts';
import { HoldsService } from '../holds/holds.service.ts';
import { OwnershipService } from '../ownership/ownership.service.ts';
import { AssignmentService } from '../routing/assignment.service.ts';
import { RoutingService } from '../routing/routing.service.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { IntentModel } from '../understanding/intent-model.ts';
import { SignalSettingsService } from '../understanding/signal-settings.service.ts';
import { signalsOf } from '../understanding/signals.ts';
import { understand } from '../understanding/understand.ts';
import type { Requester } from '../contacts/address-book.service.ts';
import { TicketAlready } from './ticket-errors.ts';
import { AS_NEWS, TicketNews, type ChangedTicket } from './ticket-news.ts';
import { write, type Writing } from './writing.ts';
import { TicketEntity, type Channel, type TicketState } from './ticket.entity.ts';

export interface Opening extends Requester {
  readonly email: string;
  readonly name: string | null;
  readonly subject: string;
  readonly channel: Channel;
  readonly botId?: string;
  readonly conversation?: string;
  readonly follows?: string | null;
  readonly writing: Writing;
}

const INSERT_TICKET = `
  INSERT INTO tickets (id, requester_id, contact_id, email, name, subject, channel, state, queue, intent, urgency, language, complaint, tags, routing, follows, confidence, signals, entities, bot_id, conversation)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`;

/** Gives nothing where the answer changes nothing that others are told of. A ticket becomes a complaint once; who moved it since knows better. */
const ANSWERED = `
  UPDATE tickets SET state = 'open', closed_at = NULL, complaint = complaint OR $2,
    intent = CASE WHEN $2 AND NOT complaint THEN $3 ELSE intent END, queue = CASE WHEN $2 AND NOT complaint THEN $4 ELSE queue END,
    urgency = CASE WHEN $5 THEN 'high' ELSE urgency END, version = version + 1, changed_at = now()
  WHERE id = $1 AND (state <> 'open' OR ($2 AND NOT complaint) OR ($5 AND urgency <> 'high'))
  RETURNING ${AS_NEWS}`;

const TURNED = `
  UPDATE tickets SET state = $2, closed_at = CASE WHEN $2 = 'closed' THEN now() END, version = version + 1, changed_at = now()
  WHERE id = $1 AND state <> $2 RETURNING ${AS_NEWS}`;

/** Tickets and what changes them. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly holds: HoldsService,
    private readonly news: TicketNews,
    private readonly promises: SlaPromisesService,
    private readonly routing: RoutingService,
    private readonly assignment: AssignmentService,
    private readonly ownership: OwnershipService,
    private readonly bots: BotCalls,
    private readonly model: IntentModel,
    private readonly signals: SignalSettingsService,
  ) {}

  async open(tx: Transaction, { email, name, subject, channel, requesterId, contactId, tier, follows, writing, botId, conversation }: Opening): Promise<TicketEntity> {
    const id = uuidv7();
    const { settings: intents } = await this.signals.current(tx);
    const understood = understand(subject, writing.text);
    // A complaint stays one whatever else it is about: it holds promotions.
    const recognised = this.model.recognise(subject, writing.text);
    const signals = signalsOf(intents, recognised.odds, understood.intent);
    const facts = { confidence: 0, ...understood, ...(understood.complaint ? {} : recognised.intent), signals: Object.keys(signals), channel, tier, email, tags: [], subject, text: writing.text };
    const decision = await this.routing.decide(tx, facts, 'opened');
    const { queue, intent, confidence, urgency, language, complaint, tags } = decision.facts;
    await tx.query(INSERT_TICKET, [id, requesterId, contactId, email, name, subject, channel, queue, intent, urgency, language, complaint, tags, JSON.stringify(decision.explanation), follows ?? null, confidence, JSON.stringify(signals), JSON.stringify(entitiesIn(`${subject}\n${writing.text}`)), botId ?? null, conversation ?? null]);
    await write(tx, id, writing);
    await this.routing.place(tx, id, decision);
    const ticket = await tx.manager.findOneByOrFail(TicketEntity, { id });
    await this.outbox.append(tx, ticketOpened, [{
      ticketId: id, contactId, channel, language, intent, urgency, complaint, queue, signals, at: ticket.openedAt.toISOString(),
    }]);
    if (complaint && contactId) await this.holds.recount(tx, [contactId]);
    await this.promises.tell(tx, id, 'opened');
    return ticket;
  }

  /** An answer of the requester: opens the ticket again, and may make a complaint of it. What a machine wrote is only kept. */
  async append(tx: Transaction, ticketId: string, writing: Writing): Promise<void> {
    await write(tx, ticketId, writing);
    if (writing.automatic) return;
    const { complaint, intent, queue, urgency } = understand('', writing.text);
    const changed = await tx.query<ChangedTicket>(ANSWERED, [ticketId, complaint, intent, queue, urgency === 'high']);
    if (changed.length === 0) await tx.query('UPDATE tickets SET changed_at = now() WHERE id = $1', [ticketId]);
    await this.tell(tx, changed);
    await this.ownership.customerWrote(tx, ticketId);
    await this.routing.reroute(tx, ticketId, 'wrote');
    await this.promises.tell(tx, ticketId, 'wrote');
  }

  close(ticketId: string): Promise<TicketEntity> {
    return this.turn(ticketId, 'closed');
  }

  reopen(ticketId: string): Promise<TicketEntity> {
    return this.turn(ticketId, 'open');
  }

  /** Throws {@link TicketAlready} where it stands there already. */
  private turn(ticketId: string, state: TicketState): Promise<TicketEntity> {
    return this.database.transaction(async (tx) => {
      const turned = await tx.query<ChangedTicket>(TURNED, [ticketId, state]);
      const ticket = await tx.manager.findOneBy(TicketEntity, { id: ticketId });
      if (!ticket) throw new NotFound('ticket', ticketId);
      if (turned.length === 0) throw new TicketAlready(ticketId, state);
      await this.tell(tx, turned);
      await this.promises.tell(tx, ticketId, state === 'closed' ? 'closed' : 'reopened');
      await this.bots.tell(tx, ticket, { type: state === 'closed' ? 'ticket.closed' : 'ticket.reopened' });
      if (state === 'closed' && ticket.assignee !== null) await this.assignment.refill(tx, ticket.assignee);
      return ticket;
    });
  }

  private async tell(tx: Transaction, changed: readonly ChangedTicket[]): Promise<void> {
    await this.news.tell(tx, changed);
    await this.holds.recount(tx, changed.flatMap(({ complaint, contactId }) => (complaint && contactId ? contactId : [])));
  }
}
