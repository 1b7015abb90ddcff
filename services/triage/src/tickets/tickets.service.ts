import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import { YES_FROM } from '@widecast/text';
import { BotCalls } from '../bots/bot-calls.ts';
import { AddressBook } from '../contacts/address-book.service.ts';
import { HoldsService } from '../holds/holds.service.ts';
import { OwnershipService } from '../ownership/ownership.service.ts';
import { AssignmentService } from '../routing/assignment.service.ts';
import { RoutingService } from '../routing/routing.service.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { Reader } from '../understanding/reader.service.ts';
import { TicketAlready, TicketMerged } from './ticket-errors.ts';
import { AS_NEWS, TicketNews, type ChangedTicket } from './ticket-news.ts';
import { demandSeen } from './seen.ts';
import { WHOLE } from './whole.ts';
import { isWaiting } from './waiting.ts';
import { write, type Writing } from './writing.ts';
import { TicketEntity, type TicketState } from './ticket.entity.ts';

/** Of each signal the surest that any message was of it. */
const SURER = `(SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM (
    SELECT key, max(value::numeric) AS value FROM (SELECT * FROM jsonb_each_text(signals) UNION ALL SELECT * FROM jsonb_each_text($2::jsonb)) AS told (key, value) GROUP BY key) AS surest)`;

/** Gives nothing where the answer changes nothing that others are told of; a signal does where its answer becomes yes. A ticket becomes a complaint once; who moved it since knows better. */
const ANSWERED = `
  UPDATE tickets SET state = 'open', closed_at = NULL, waiting = true, complaint = complaint OR $3, signals = ${SURER},
    intent = CASE WHEN $3 AND NOT complaint THEN $4 ELSE intent END, queue = CASE WHEN $3 AND NOT complaint THEN $5 ELSE queue END,
    urgency = CASE WHEN $6 THEN 'high' ELSE urgency END, version = version + 1, changed_at = now()
  WHERE id = $1 AND (state <> 'open' OR ($3 AND NOT complaint) OR ($6 AND urgency <> 'high') OR EXISTS (
    SELECT FROM jsonb_each_text($2::jsonb) AS told WHERE told.value::numeric >= ${YES_FROM} AND coalesce((signals ->> told.key)::numeric, 0) < ${YES_FROM}))
  RETURNING ${AS_NEWS}`;

const WRITTEN = `UPDATE tickets SET changed_at = now(), waiting = true, signals = ${SURER} WHERE id = $1`;

const TURNED = `
  UPDATE tickets SET state = $2, closed_at = CASE WHEN $2 = 'closed' THEN now() END, version = version + 1, changed_at = now()
  WHERE id = $1 AND state <> $2 AND merged_into IS NULL RETURNING ${AS_NEWS}`;

/** With what was split off from it or merged with it: one writer wrote all of that. */
const LEARNED = `
  WITH RECURSIVE own AS (SELECT id, email, split_from, merged_into FROM tickets WHERE id = $1 UNION
    SELECT t.id, t.email, t.split_from, t.merged_into FROM own JOIN tickets t ON t.email = own.email AND (t.id IN (own.split_from, own.merged_into) OR t.split_from = own.id OR t.merged_into = own.id)),
  locked AS (SELECT id FROM tickets WHERE id IN (SELECT id FROM own) ORDER BY id FOR UPDATE)
  UPDATE tickets SET email = $2, requester_id = $3, contact_id = $4, domain_tier = $5, version = version + 1, changed_at = now() WHERE id IN (SELECT id FROM locked) RETURNING ${AS_NEWS}`;

/** What changes tickets. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly database: Database,
    private readonly holds: HoldsService,
    private readonly news: TicketNews,
    private readonly promises: SlaPromisesService,
    private readonly routing: RoutingService,
    private readonly assignment: AssignmentService,
    private readonly ownership: OwnershipService,
    private readonly bots: BotCalls,
    private readonly reader: Reader,
    private readonly book: AddressBook,
  ) {}

  /** An answer of the requester: opens the ticket again, and may make a complaint of it or tell of leaving or buying. What a machine wrote is only kept. */
  async append(tx: Transaction, ticketId: string, writing: Writing): Promise<void> {
    await write(tx, [{ ticketId, writing }]);
    if (writing.automatic) return;
    const { complaint, intent, queue, urgency, signals } = await this.reader.read(tx, '', writing.text);
    const changed = await tx.query<ChangedTicket>(ANSWERED, [ticketId, JSON.stringify(signals), complaint, intent, queue, urgency === 'high']);
    if (changed.length === 0) await tx.query(WRITTEN, [ticketId, JSON.stringify(signals)]);
    await this.tell(tx, changed);
    await this.ownership.customerWrote(tx, ticketId, writing.text);
    await this.routing.reroute(tx, ticketId, 'wrote');
    await this.promises.tell(tx, ticketId, 'wrote');
  }

  /** Who writes is known now: from here on the ticket is his, and so are its parts. */
  async learnWriter(tx: Transaction, ticketId: string, email: string): Promise<void> {
    const { requesterId, contactId = null, tier = null } = (await this.book.requestersOf(tx, [email])).get(email) ?? {};
    const learned = await tx.query<ChangedTicket>(LEARNED, [ticketId, email, requesterId, contactId, contactId === null ? tier : null]);
    await this.tell(tx, learned);
    for (const one of learned) await this.routing.writerKnown(tx, one.ticketId);
  }

  /** What a rule has answered, and did not help, waits for a person, be it closed since or merged into another. */
  async ruleFailed(tx: Transaction, ticketId: string): Promise<void> {
    const [whole] = await tx.query<{ id: string }>(WHOLE, [ticketId]);
    if (!whole || !(await this.ownership.ruleFailed(tx, whole.id))) return;
    await this.tell(tx, await tx.query<ChangedTicket>(TURNED, [whole.id, 'open']));
    await this.promises.tell(tx, whole.id, 'wrote');
  }

  /** Throws {@link TicketMovedOn} where there is something newer than what was `seen`. */
  close(ticketId: string, seen?: string): Promise<TicketEntity> {
    return this.turn(ticketId, 'closed', seen);
  }

  reopen(ticketId: string): Promise<TicketEntity> {
    return this.turn(ticketId, 'open');
  }

  /** Throws {@link TicketAlready} where it stands there already, {@link TicketMerged} where its messages are elsewhere. */
  private turn(ticketId: string, state: TicketState, seen?: string): Promise<TicketEntity> {
    return this.database.transaction(async (tx) => {
      const turned = await tx.query<ChangedTicket>(TURNED, [ticketId, state]);
      const ticket = await tx.manager.findOneBy(TicketEntity, { id: ticketId });
      if (!ticket) throw new NotFound('ticket', ticketId);
      if (turned.length === 0) throw ticket.mergedInto === null ? new TicketAlready(ticketId, state) : new TicketMerged(ticketId, ticket.mergedInto);
      await demandSeen(tx, ticketId, seen);
      await this.tell(tx, turned);
      // Who was never answered before it was closed waits again.
      await this.promises.tell(tx, ticketId, state === 'closed' ? 'closed' : (await isWaiting(tx, ticketId)) ? 'wrote' : 'reopened');
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
