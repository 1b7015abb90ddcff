import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { NotFound } from '@widecast/service-kit';
import { HoldsService } from '../holds/holds.service.ts';
import { OwnershipService } from '../ownership/ownership.service.ts';
import { AssignmentService } from '../routing/assignment.service.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { factsOf } from '../tickets/ticket-facts.ts';
import { AS_NEWS, TicketNews, type ChangedTicket } from '../tickets/ticket-news.ts';
import { TicketEntity, type TicketState } from '../tickets/ticket.entity.ts';
import { isWaiting, keepWaiting } from '../tickets/waiting.ts';
import { WHOLE } from '../tickets/whole.ts';
import { CannotMerge } from './merging.errors.ts';
import { PartedService } from './parted.service.ts';
import { Remains } from './remains.service.ts';

const MERGE = `
  UPDATE tickets SET state = 'closed', closed_at = coalesce(closed_at, now()), merged_into = $2, merged_at = now(), version = version + 1, changed_at = now() WHERE id = $1 RETURNING ${AS_NEWS}`;
const TAKE_OVER = `
  UPDATE tickets SET state = CASE WHEN other.state = 'open' THEN 'open' ELSE tickets.state END, closed_at = CASE WHEN other.state = 'open' THEN NULL ELSE tickets.closed_at END, complaint = tickets.complaint OR other.complaint, version = tickets.version + 1, changed_at = now(),
    urgency = CASE WHEN other.urgency = 'high' THEN 'high' ELSE tickets.urgency END,
    own = coalesce(tickets.own, jsonb_build_object('complaint', tickets.complaint, 'urgency', tickets.urgency, 'closedAt', tickets.closed_at, 'mergedAt', now()))
  FROM tickets other WHERE tickets.id = $2 AND other.id = $1 RETURNING ${AS_NEWS}`;
/** What was closed before it was merged is closed again. */
const PART = `
  UPDATE tickets SET state = CASE WHEN closed_at < merged_at THEN 'closed' ELSE 'open' END, closed_at = CASE WHEN closed_at < merged_at THEN closed_at END, merged_into = NULL, merged_at = NULL,
    version = version + 1, changed_at = now() WHERE id = $1 RETURNING ${AS_NEWS}`;
const MOVE = 'UPDATE ticket_messages SET ticket_id = $2, came_from = coalesce(came_from, ticket_id) WHERE ticket_id = $1';
/** What came from the ticket, or from those that were merged into it before, wherever all of it has been merged into since. */
const MOVE_BACK = `
  WITH RECURSIVE ways AS (SELECT DISTINCT came_from AS part, came_from AS id FROM ticket_messages WHERE ticket_id = $2 AND came_from IS NOT NULL
    UNION SELECT ways.part, t.merged_into FROM ways JOIN tickets t ON t.id = ways.id WHERE t.merged_into IS NOT NULL)
  UPDATE ticket_messages SET ticket_id = $1, came_from = nullif(came_from, $1) WHERE ticket_id = $2 AND came_from IN (SELECT part FROM ways WHERE id = $1)`;

const SPLIT = `
  INSERT INTO tickets (id, requester_id, contact_id, domain_tier, email, name, subject, channel, state, queue, intent, confidence, urgency, language, complaint, tags, bot_id, conversation, assignee, assigned_at, split_from)
  SELECT $2, requester_id, contact_id, domain_tier, email, name, $3, channel, 'open', queue, intent, confidence, urgency, language, complaint, tags, bot_id, conversation, assignee, CASE WHEN assignee IS NOT NULL THEN now() END, id FROM tickets WHERE id = $1`;

/** Makes one ticket of two and two of one; both can be undone. Messages are moved, nothing is lost. */
@Injectable()
export class MergingService {
  constructor(
    private readonly database: Database,
    private readonly news: TicketNews,
    private readonly holds: HoldsService,
    private readonly promises: SlaPromisesService,
    private readonly assignment: AssignmentService,
    private readonly ownership: OwnershipService,
    private readonly remains: Remains,
    private readonly parted: PartedService,
  ) {}

  /** What is written to the one comes to the other from now on. Only tickets of one customer. */
  merge(id: string, into: string): Promise<TicketEntity> {
    return this.database.transaction(async (tx) => {
      if (id === into) throw new CannotMerge('A ticket cannot be merged into itself');
      const [source, target] = await lockBoth(tx, id, into);
      demandOneCustomer(source, target);
      const waits = source.state === 'open' && (await isWaiting(tx, id));
      await tx.query(MOVE, [id, into]);
      await keepWaiting(tx, [id, into]);
      const changed = [...(await tx.query<ChangedTicket>(TAKE_OVER, [id, into])), ...(await tx.query<ChangedTicket>(MERGE, [id, into]))];
      await this.promises.tell(tx, id, 'closed');
      if (source.state === 'open') await this.goesOn(tx, { id: into, state: target.state, waits });
      await this.tell(tx, changed);
      // A machine that has the other may have nothing to say to this.
      if (waits && source.owner === 'person') await this.ownership.give(tx, into, 'person');
      if (source.assignee !== null) await this.assignment.refill(tx, source.assignee);
      return await tx.manager.findOneByOrFail(TicketEntity, { id: into });
    });
  }

  /** Undoes a merging: what was written to the ticket before comes back, and what it made of the other is taken from that. */
  unmerge(id: string): Promise<TicketEntity> {
    return this.database.transaction(async (tx) => {
      const [whole] = await tx.query<{ id: string }>(WHOLE, [id]);
      const [ticket, now] = await lockBoth(tx, id, whole?.id ?? id);
      if (ticket.mergedInto === null) throw new CannotMerge(`Ticket ${id} is not merged into another one`);
      if (now.mergedInto !== null) throw new CannotMerge(`Ticket ${now.id} was merged into another one at this moment; try again`);
      await tx.query(MOVE_BACK, [id, whole?.id]);
      if (ticket.splitFrom === null && !(await hasQuestion(tx, id))) throw new CannotMerge(`What the customer wrote to ticket ${id} was split off since, and is a ticket of its own`);
      await keepWaiting(tx, [id, now.id]);
      const [parted] = await tx.query<ChangedTicket>(PART, [id]);
      await this.tell(tx, parted ? [parted] : []);
      for (const one of [id, now.id]) await this.remains.settle(tx, one);
      if (parted?.state === 'open') await this.goesOn(tx, { id, state: ticket.state, waits: await isWaiting(tx, id) });
      return await tx.manager.findOneByOrFail(TicketEntity, { id });
    });
  }

  /** Makes a ticket of its own of some messages; merging it back undoes that. */
  split(id: string, messages: readonly string[], subject?: string): Promise<TicketEntity> {
    return this.database.transaction(async (tx) => {
      const [ticket, own] = [await lock(tx, id), uuidv7()];
      await tx.query(SPLIT, [id, own, subject ?? ticket.subject]);
      const moved = await tx.query('UPDATE ticket_messages SET ticket_id = $2, came_from = NULL WHERE ticket_id = $1 AND id = ANY($3) RETURNING 1', [id, own, messages]);
      if (moved.length !== new Set(messages).size) throw new CannotMerge(`Not all of these are messages of ticket ${id}; its messages are shown with it`);
      await demandMessages(tx, id);
      await keepWaiting(tx, [id, own]);
      await this.parted.understand(tx, own, subject ?? '');
      await this.remains.leave(tx, id, own);
      await this.tell(tx, await tx.query<ChangedTicket>(`SELECT ${AS_NEWS} FROM tickets WHERE id = $1`, [own]));
      await this.beginOf(tx, own);
      // Who waited for an answer to what has left does not wait here.
      if (ticket.state === 'open' && !(await isWaiting(tx, id))) await this.promises.tell(tx, id, 'answered');
      return await tx.manager.findOneByOrFail(TicketEntity, { id: own });
    });
  }

  /** Who waits has waited since he wrote. */
  private async beginOf(tx: Transaction, id: string): Promise<void> {
    const [facts, [asked]] = [await factsOf(tx, id), await tx.query<{ at: Date | null }>(`SELECT min(at) AS at FROM ticket_messages WHERE ticket_id = $1 AND direction = 'in' AND NOT automatic`, [id])];
    await this.promises.begin(tx, facts ? [{ ticketId: id, facts }] : [], asked?.at?.getTime());
    if (!(await isWaiting(tx, id))) await this.promises.tell(tx, id, 'answered');
  }

  /** It is open now. A customer who waits does so under the promises of this ticket. */
  private async goesOn(tx: Transaction, { id, state, waits }: { readonly id: string; readonly state: TicketState; readonly waits: boolean }): Promise<void> {
    if (waits) await this.promises.tell(tx, id, 'wrote');
    else if (state === 'closed') await this.promises.tell(tx, id, 'reopened');
  }

  private async tell(tx: Transaction, changed: readonly ChangedTicket[]): Promise<void> {
    await this.news.tell(tx, changed);
    await this.holds.recount(tx, changed.flatMap(({ complaint, contactId }) => (complaint && contactId ? contactId : [])));
  }
}

/** In one order for all who lock several. */
async function lockBoth(tx: Transaction, id: string, into: string): Promise<[TicketEntity, TicketEntity]> {
  await tx.query('SELECT 1 FROM tickets WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [[id, into]]);
  return [await lock(tx, id), await lock(tx, into)];
}

async function lock(tx: Transaction, id: string): Promise<TicketEntity> {
  await tx.query('SELECT 1 FROM tickets WHERE id = $1 FOR UPDATE', [id]);
  const ticket = await tx.manager.findOneBy(TicketEntity, { id });
  if (!ticket) throw new NotFound('ticket', id);
  return ticket;
}

function demandOneCustomer(source: TicketEntity, target: TicketEntity): void {
  for (const { id, mergedInto } of [source, target]) if (mergedInto !== null) throw new CannotMerge(`Ticket ${id} is merged into ${mergedInto} already; undo that first`);
  const isSame = source.email === target.email || (source.contactId !== null && source.contactId === target.contactId);
  if (!isSame) throw new CannotMerge(`Tickets ${source.id} and ${target.id} are of different customers: what the one wrote is not shown to the other`);
}

async function demandMessages(tx: Transaction, id: string): Promise<void> {
  if (!(await hasQuestion(tx, id))) throw new CannotMerge(`Nothing that the customer wrote would be left in ticket ${id}`);
}

const hasQuestion = async (tx: Transaction, id: string): Promise<boolean> => (await tx.query("SELECT 1 FROM ticket_messages WHERE ticket_id = $1 AND direction = 'in' LIMIT 1", [id])).length > 0;
