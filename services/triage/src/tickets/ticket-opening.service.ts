import { Injectable } from '@nestjs/common';
import { ticketOpened } from '@widecast/contracts';
import { prepared, type Transaction } from '@widecast/database';
import { Outbox, uuidv7 } from '@widecast/messaging';
import { entitiesIn } from '@widecast/text';
import { In } from 'typeorm';
import type { Requester } from '../contacts/address-book.service.ts';
import { HoldsService } from '../holds/holds.service.ts';
import { RoutingService, type Decision } from '../routing/routing.service.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { Reader } from '../understanding/reader.service.ts';
import { toldOf } from '../understanding/signals.ts';
import { TicketEntity, type Channel } from './ticket.entity.ts';
import { wordingOf } from './wording.ts';
import { write, type Writing } from './writing.ts';

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

interface Draft {
  readonly id: string;
  readonly opening: Opening;
  readonly decision: Decision;
  /** Columns of the ticket that are known before it is written. */
  readonly known: Omit<TicketEntity, 'number' | 'openedAt' | 'changedAt'>;
}

interface Given extends Record<string, unknown> {
  readonly id: string;
  readonly number: string;
  readonly at: Date;
}

const INSERT = prepared(`
  INSERT INTO tickets (id, requester_id, contact_id, domain_tier, email, name, subject, channel, state, queue, intent, urgency, language, complaint, tags, routing, follows, confidence, signals, entities, bot_id, conversation, wording)
  SELECT id, "requesterId", "contactId", "domainTier", email, name, subject, channel, state, queue, intent, urgency, language, complaint, tags, routing, follows, confidence, signals, entities, "botId", conversation, wording
  FROM json_to_recordset($1::json) AS r (
    id uuid, "requesterId" uuid, "contactId" uuid, "domainTier" text, email text, name text, subject text, channel text, state text, queue text, intent text, urgency text, language text, complaint boolean,
    tags text[], routing jsonb, follows uuid, confidence real, signals jsonb, entities jsonb, "botId" uuid, conversation text, wording bigint)
  RETURNING id, number, opened_at AS at`);

/** Opens tickets: what they are about, where they go, what is promised; each statement for all of them. */
@Injectable()
export class TicketOpening {
  constructor(
    private readonly outbox: Outbox,
    private readonly holds: HoldsService,
    private readonly promises: SlaPromisesService,
    private readonly routing: RoutingService,
    private readonly reader: Reader,
  ) {}

  /** Gives them in their order. */
  async open(tx: Transaction, openings: readonly Opening[]): Promise<TicketEntity[]> {
    if (openings.length === 0) return [];
    const drafts: Draft[] = [];
    for (const opening of openings) drafts.push(await this.draft(tx, opening));
    const rows = drafts.map(({ known, opening: { subject, writing } }) => ({ ...known, wording: wordingOf({ subject, text: writing.text }) }));
    const given = new Map((await tx.query<Given>(INSERT, [JSON.stringify(rows)])).map((row) => [row.id, row]));
    const tickets = drafts.map(({ id, known }) => ticketOf(known, given.get(id)));
    await Promise.all([
      write(tx, drafts.map(({ id, opening: { writing } }) => ({ ticketId: id, writing }))),
      this.tell(tx, tickets),
      this.promises.begin(tx, drafts.map(({ id, decision: { facts } }) => ({ ticketId: id, facts }))),
    ]);
    return await this.placed(tx, tickets, drafts);
  }

  private async draft(tx: Transaction, opening: Opening): Promise<Draft> {
    const { requesterId, contactId, tier, email, name, subject, channel, botId = null, conversation = null, follows = null, writing: { text } } = opening;
    const { signals, ...read } = await this.reader.read(tx, subject, text);
    const entities = entitiesIn(`${subject}\n${text}`);
    const decision = await this.routing.decide(tx, { ...read, signals, entities, channel, known: contactId !== null, tier, email, tags: [], subject, text }, 'opened');
    const { queue, intent, confidence, urgency, language, complaint, tags } = decision.facts;
    const id = uuidv7();
    return {
      id, opening, decision,
      known: {
        id, requesterId, contactId, domainTier: contactId === null ? tier : null, email, name, subject, channel, botId, conversation, follows, signals, queue, intent, confidence, urgency, language, complaint, tags: [...tags],
        entities, routing: decision.explanation, state: 'open', owner: 'person', assignee: null, assignedAt: null, mergedInto: null, splitFrom: null, version: 1, closedAt: null,
      },
    };
  }

  private async tell(tx: Transaction, tickets: readonly TicketEntity[]): Promise<void> {
    await this.outbox.append(tx, ticketOpened, tickets.map(({ id, contactId, channel, language, intent, urgency, complaint, queue, signals, openedAt }) => (
      { ticketId: id, contactId, channel, language, intent, urgency, complaint, queue, signals: toldOf(signals), at: openedAt.toISOString() })));
    await this.holds.recount(tx, tickets.flatMap(({ complaint, contactId }) => (complaint && contactId ? contactId : [])));
  }

  /** Those that came to an agent are as they are then. */
  private async placed(tx: Transaction, tickets: readonly TicketEntity[], drafts: readonly Draft[]): Promise<TicketEntity[]> {
    const moved: string[] = [];
    for (const { id, decision } of drafts) if (await this.routing.place(tx, id, decision)) moved.push(id);
    if (moved.length === 0) return [...tickets];
    const now = new Map((await tx.manager.findBy(TicketEntity, { id: In(moved) })).map((ticket) => [ticket.id, ticket]));
    return tickets.map((ticket) => now.get(ticket.id) ?? ticket);
  }
}

function ticketOf(known: Draft['known'], given: Given | undefined): TicketEntity {
  if (!given) throw new Error('A ticket was not written');
  return Object.assign(new TicketEntity(), { ...known, number: given.number, openedAt: given.at, changedAt: given.at });
}
