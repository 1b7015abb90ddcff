import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { DomainError, NotFound } from '@widecast/service-kit';
import { asksForPerson } from '@widecast/text';
import { BotCalls } from '../bots/bot-calls.ts';
import { AssignmentService } from '../routing/assignment.service.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { TicketMerged } from '../tickets/ticket-errors.ts';
import { TicketEntity } from '../tickets/ticket.entity.ts';
import { isWaiting } from '../tickets/waiting.ts';

export type Owner = TicketEntity['owner'];

/** Somebody else has the conversation. */
export class NotTheOwner extends DomainError {
  readonly kind = 'conflict';

  constructor(ticketId: string, owner: Owner) {
    super(`Ticket ${ticketId} is with a ${owner}; hand it over first (POST /v1/tickets/${ticketId}/hand-over)`);
  }
}

/** A conversation has one owner at a time: a bot or a person. */
@Injectable()
export class OwnershipService {
  constructor(private readonly database: Database, private readonly assignment: AssignmentService, private readonly promises: SlaPromisesService, private readonly bots: BotCalls) {}

  /** Who wrote again after a rule has answered wants a person, as does who asks a bot for one. */
  async customerWrote(tx: Transaction, ticketId: string, words: string): Promise<void> {
    if (!(await this.ruleFailed(tx, ticketId)) && asksForPerson(words)) await this.botGivesUp(tx, ticketId);
  }

  /** What a rule has answered comes to people; what a machine took it for does not count any more. Gives whether a rule had. */
  async ruleFailed(tx: Transaction, ticketId: string): Promise<boolean> {
    const taken = await tx.query<Placed>(
      `UPDATE tickets SET owner = 'person', answered_by_rule = false, confidence = 0 WHERE id = $1 AND owner = 'bot' AND answered_by_rule RETURNING queue, language`, [ticketId]);
    await this.toPeople(tx, ticketId, taken);
    return taken.length > 0;
  }

  /** What a bot has goes to people; what a rule has answered is left alone. */
  async botGivesUp(tx: Transaction, ticketId: string): Promise<void> {
    const [kept] = await tx.query(`SELECT FROM tickets WHERE id = $1 AND owner = 'bot' AND NOT answered_by_rule FOR UPDATE`, [ticketId]);
    if (kept) await this.give(tx, ticketId, 'person');
  }

  /** Idempotent. A bot takes it from its agent; a person's queue gives it to the next one. */
  handOver(ticketId: string, to: Owner): Promise<TicketEntity> {
    return this.database.transaction((tx) => this.give(tx, ticketId, to));
  }

  /** Before a bot is removed: nobody else would look after what it has. */
  async takeAllFrom(botId: string): Promise<void> {
    const kept = await this.database.query<{ id: string }>(`SELECT id FROM tickets WHERE bot_id = $1 AND owner = 'bot' AND state = 'open' AND NOT answered_by_rule`, [botId]);
    for (const { id } of kept) await this.handOver(id, 'person');
  }

  /** Throws {@link TicketMerged}. Who waits for an answer waits for the new owner, be it that the one before has said something. */
  async give(tx: Transaction, ticketId: string, to: Owner): Promise<TicketEntity> {
    const moved = await tx.query<Placed>(
      `UPDATE tickets SET owner = $2, answered_by_rule = false, assignee = CASE WHEN $2 = 'person' THEN assignee END, changed_at = now()
       WHERE id = $1 AND owner <> $2 RETURNING queue, language`, [ticketId, to]);
    if (to === 'person') await this.toPeople(tx, ticketId, moved);
    const ticket = await tx.manager.findOneBy(TicketEntity, { id: ticketId });
    if (!ticket) throw new NotFound('ticket', ticketId);
    if (ticket.mergedInto !== null) throw new TicketMerged(ticketId, ticket.mergedInto);
    if (moved.length > 0 && to === 'person' && ticket.state === 'open' && (await isWaiting(tx, ticketId))) await this.promises.tell(tx, ticketId, 'wrote');
    if (moved.length > 0) await this.bots.tell(tx, ticket, { type: 'ticket.handed-over' });
    return ticket;
  }

  /** A new conversation of a bot that speaks first. */
  async botBegins(tx: Transaction, ticketId: string): Promise<void> {
    await tx.query(`UPDATE tickets SET owner = 'bot', assignee = NULL WHERE id = $1`, [ticketId]);
  }

  /** From now on a rule's answer stands there until the customer writes. */
  async ruleAnswered(tx: Transaction, ticketIds: readonly string[]): Promise<void> {
    if (ticketIds.length > 0) await tx.query(`UPDATE tickets SET owner = 'bot', answered_by_rule = true, assignee = NULL WHERE id = ANY($1::uuid[])`, [ticketIds]);
  }

  private async toPeople(tx: Transaction, ticketId: string, placed: readonly Placed[]): Promise<void> {
    for (const facts of placed) await this.assignment.place(tx, ticketId, { assign: null, facts });
  }
}

interface Placed extends Record<string, unknown> {
  readonly queue: string;
  readonly language: string;
}
