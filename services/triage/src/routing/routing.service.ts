import { Injectable, Logger } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import { BotCalls } from '../bots/bot-calls.ts';
import type { TicketFacts } from '../conditions/ticket-conditions.ts';
import { TicketEntity } from '../tickets/ticket.entity.ts';
import { AS_NEWS, TicketNews, type ChangedTicket } from '../tickets/ticket-news.ts';
import { factsOf } from '../tickets/ticket-facts.ts';
import { HoldsService } from '../holds/holds.service.ts';
import { AssignmentService } from './assignment.service.ts';
import { route, type Routed } from './route.ts';
import type { Occasion } from './routing-settings.ts';
import { RoutingSettingsService } from './routing-settings.service.ts';

/** Customers who are too large to be worked in breadth are answered by people who know them. */
export const KEY_ACCOUNTS = 'key-accounts';
const UPPER = new Set(['UMM', 'ENTERPRISE']);
export const isUpper = (tier: string | null): boolean => tier !== null && UPPER.has(tier);

/** Why a ticket is where it is: the version of the rules, and those that applied. */
export interface Explanation {
  readonly version: number;
  readonly occasion: Occasion;
  readonly upperTier: boolean;
  readonly applied: Routed['applied'];
  /** The answer that a rule wanted to give, and why it was not given; null: it was. */
  readonly macro?: { readonly name: string; readonly refused: string | null };
}

export interface Decision extends Routed {
  readonly explanation: Explanation;
}

const REROUTED = `
  UPDATE tickets SET queue = $2, urgency = $3, tags = $4, complaint = $5, routing = $6, assignee = CASE WHEN queue = $2 OR assignee = ANY($7::text[]) THEN assignee END,
    version = version + 1, changed_at = now() WHERE id = $1 RETURNING ${AS_NEWS}`;

const ESCALATED = `
  UPDATE tickets SET urgency = 'high', version = version + 1, changed_at = now() WHERE id = $1 AND state = 'open' AND urgency <> 'high' RETURNING ${AS_NEWS}`;

/** Lets the rules decide about tickets and does what they say. */
@Injectable()
export class RoutingService {
  private readonly logger = new Logger('routing');

  constructor(
    private readonly settings: RoutingSettingsService,
    private readonly assignment: AssignmentService,
    private readonly news: TicketNews,
    private readonly holds: HoldsService,
    private readonly bots: BotCalls,
  ) {}

  async decide(database: Queryable, facts: TicketFacts, occasion: Occasion): Promise<Decision> {
    const { version, settings } = await this.settings.current(database);
    const upperTier = isUpper(facts.tier);
    const routed = route(settings.rules, upperTier && occasion === 'opened' ? { ...facts, queue: KEY_ACCOUNTS } : facts, occasion);
    return { ...routed, explanation: { version, occasion, upperTier, applied: routed.applied } };
  }

  /** A new ticket comes to an agent, where its queue or a rule gives it to one; gives whether it did. */
  async place(tx: Transaction, ticketId: string, decision: Decision): Promise<boolean> {
    const isAssigned = await this.assignment.place(tx, ticketId, decision);
    await this.tellBots(tx, ticketId, decision);
    return isAssigned;
  }

  /** For a ticket that is there already; does nothing where no rule applies. In another queue it waits for an agent of that, unless who has it is one. */
  async reroute(tx: Transaction, ticketId: string, occasion: Occasion): Promise<Decision | undefined> {
    const facts = await factsOf(tx, ticketId);
    const decision = facts && (await this.decide(tx, facts, occasion));
    if (!decision || decision.applied.length === 0) return undefined;
    await this.become(tx, ticketId, facts, decision);
    await this.place(tx, ticketId, decision);
    return decision;
  }

  /** Known since it was opened: what an upper-tier customer wrote goes where it would have gone then. No rule answers it any more. */
  async writerKnown(tx: Transaction, ticketId: string): Promise<void> {
    const facts = await factsOf(tx, ticketId);
    if (!facts || !isUpper(facts.tier)) return;
    const decision = await this.decide(tx, facts, 'opened');
    await this.become(tx, ticketId, facts, decision);
    const [isForPeople] = await tx.query(`SELECT FROM tickets WHERE id = $1 AND state = 'open' AND owner = 'person'`, [ticketId]);
    if (isForPeople) await this.place(tx, ticketId, decision);
  }

  private async become(tx: Transaction, ticketId: string, before: TicketFacts, { facts: { queue, urgency, tags, complaint }, explanation }: Decision): Promise<void> {
    const { settings: { agents } } = await this.settings.current(tx);
    const serving = Object.keys(agents).filter((name) => agents[name]?.queues.includes(queue));
    const changed = await tx.query<ChangedTicket>(REROUTED, [ticketId, queue, urgency, tags, complaint, JSON.stringify(explanation), serving]);
    await this.news.tell(tx, changed);
    if (complaint !== before.complaint) await this.holds.recount(tx, changed.flatMap(({ contactId }) => contactId ?? []));
  }

  /** An open ticket becomes urgent, so that it is taken before others. */
  async escalate(tx: Transaction, ticketId: string): Promise<void> {
    await this.news.tell(tx, await tx.query<ChangedTicket>(ESCALATED, [ticketId]));
  }

  /** An answer is owed for far too long: the ticket becomes urgent and goes to somebody else, and the rules are asked. */
  async overdue(tx: Transaction, ticketId: string): Promise<void> {
    await this.escalate(tx, ticketId);
    await this.assignment.passOn(tx, ticketId);
    await this.reroute(tx, ticketId, 'overdue');
  }

  private async tellBots(tx: Transaction, ticketId: string, { webhooks }: Decision): Promise<void> {
    const named = Object.entries(webhooks);
    if (named.length === 0) return;
    const ticket = await tx.manager.findOneByOrFail(TicketEntity, { id: ticketId });
    for (const [bot, rule] of named) {
      if (!(await this.bots.tellNamed(tx, bot, ticket, { type: 'ticket.matched', rule }))) this.logger.warn({ msg: 'a rule names a bot that cannot be told', rule, bot });
    }
  }
}
