import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { HoldsService } from '../holds/holds.service.ts';
import { AssignmentService } from '../routing/assignment.service.ts';
import { RoutingService, type Decision, type Explanation } from '../routing/routing.service.ts';
import { RoutingSettingsService } from '../routing/routing-settings.service.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { factsOf } from '../tickets/ticket-facts.ts';
import { AS_NEWS, TicketNews, type ChangedTicket } from '../tickets/ticket-news.ts';
import { Reader } from '../understanding/reader.service.ts';
import { COMPLAINTS, type Urgency } from '../understanding/understand.ts';

/** What a ticket was before another one was merged into it, or is since a person has said so. */
interface Own {
  readonly complaint: boolean;
  readonly urgency: Urgency;
  readonly closedAt: string | null;
  readonly mergedAt: string;
}

interface Merged extends Record<string, unknown> {
  readonly own: Own;
  readonly complaint: boolean;
  readonly urgency: Urgency;
  readonly state: string;
  readonly subject: string;
  readonly routing: Explanation | null;
  readonly texts: readonly string[];
  /** An answer is owed for too long. */
  readonly isLate: boolean;
  /** Another one is still merged into it. */
  readonly isWhole: boolean;
  /** Somebody wrote since. */
  readonly wentOn: boolean;
}

const TEXTS = `ARRAY(SELECT text FROM ticket_messages m WHERE m.ticket_id = t.id AND direction = 'in' AND NOT automatic ORDER BY at, id) AS texts`;

const IS_LATE = `EXISTS (SELECT FROM sla_promises p WHERE p.ticket_id = t.id AND broken_at IS NOT NULL AND ended_at IS NULL) AS "isLate"`;

const MERGED = `
  SELECT own, complaint, urgency, state, subject, routing,
    ${TEXTS},
    ${IS_LATE},
    EXISTS (SELECT FROM tickets o WHERE o.merged_into = t.id) AS "isWhole",
    EXISTS (SELECT FROM ticket_messages m WHERE m.ticket_id = t.id AND NOT automatic AND at > (own ->> 'mergedAt')::timestamptz) AS "wentOn"
  FROM tickets t WHERE id = $1 AND own IS NOT NULL AND merged_into IS NULL`;

type Left = Pick<Merged, 'subject' | 'routing' | 'texts' | 'isLate'> & Record<string, unknown> & { readonly isForPeople: boolean; readonly assignee: string | null };

interface Calmed {
  readonly ticketId: string;
  readonly leftAs: string;
  readonly left: Left;
  readonly isUrgent: boolean;
  /** Where it was. */
  readonly queue: string;
}

/** A complaint that nobody has confirmed, and from which one has left. */
const LEFT = `
  SELECT subject, routing, assignee, state = 'open' AND owner = 'person' AS "isForPeople", ${TEXTS}, ${IS_LATE} FROM tickets t WHERE id = $1 AND complaint AND NOT EXISTS (SELECT FROM ticket_signal_labels l WHERE l.ticket_id = t.id AND l.signal = 'complaint')
    AND EXISTS (SELECT FROM tickets o WHERE o.id = $2 AND o.complaint)`;

/** Who moved it since, or said what it is about, knows better. */
const CALMED = `
  UPDATE tickets SET complaint = false, intent = CASE WHEN tickets.intent = 'complaint' AND tickets.confidence < 1 THEN $3 ELSE tickets.intent END,
    confidence = CASE WHEN tickets.intent = 'complaint' AND tickets.confidence < 1 THEN $4 ELSE tickets.confidence END,
    urgency = CASE WHEN tickets.urgency = 'high' THEN $5 ELSE tickets.urgency END, queue = CASE WHEN tickets.queue IN ('${COMPLAINTS}', o.queue) THEN $6 ELSE tickets.queue END,
    assignee = CASE WHEN tickets.queue NOT IN ('${COMPLAINTS}', o.queue) OR tickets.queue = $6 OR tickets.assignee = ANY($7::text[]) THEN tickets.assignee END,
    version = tickets.version + 1, changed_at = now()
  FROM tickets o WHERE tickets.id = $1 AND o.id = $2 RETURNING ${AS_NEWS}`;

const SETTLED = `
  UPDATE tickets SET complaint = $2, urgency = $3, state = CASE WHEN $4::timestamptz IS NULL THEN state ELSE 'closed' END, closed_at = coalesce($4, closed_at), own = CASE WHEN $5 THEN own END,
    version = version + 1, changed_at = now() WHERE id = $1 RETURNING ${AS_NEWS}`;

/** What remains of a ticket when another one that was merged into it, or all of it that was merged into another, has left again. */
@Injectable()
export class Remains {
  constructor(
    private readonly reader: Reader,
    private readonly news: TicketNews,
    private readonly holds: HoldsService,
    private readonly promises: SlaPromisesService,
    private readonly routing: RoutingService,
    private readonly settings: RoutingSettingsService,
    private readonly assignment: AssignmentService,
  ) {}

  /** It is a complaint, urgent and open as it was before, unless what is in it now, a rule or the clock says otherwise. The ticket's row is locked. */
  async settle(tx: Transaction, ticketId: string): Promise<void> {
    const [merged] = await tx.query<Merged>(MERGED, [ticketId]);
    if (!merged) return;
    const { own, texts, subject, routing } = merged;
    const readings = [];
    for (const [at, text] of texts.entries()) readings.push(await this.reader.understood(tx, at === 0 ? subject : '', text));
    const ruled = routing?.applied.map(({ did }) => did) ?? [];
    const complains = own.complaint || readings.some(({ complaint }) => complaint) || ruled.some(({ hold }) => hold === true);
    const isUrgent = merged.isLate || readings.some(({ urgency }) => urgency === 'high') || ruled.some(({ urgency }) => urgency === 'high');
    const closedAt = merged.state === 'open' && !merged.wentOn && !merged.isWhole ? own.closedAt : null;
    await this.become(tx, ticketId, { complaint: merged.complaint && complains, urgency: merged.urgency === 'high' && !isUrgent ? own.urgency : merged.urgency, closedAt, isWhole: merged.isWhole });
  }

  /** What left may have been the complaint: the rest goes where it would have gone without it. What a person or a rule says stays, and what else complains. The ticket's row is locked. */
  async leave(tx: Transaction, ticketId: string, leftAs: string): Promise<void> {
    const [left] = await tx.query<Left>(LEFT, [ticketId, leftAs]);
    const before = left && (await factsOf(tx, ticketId));
    if (!before || left.routing?.applied.some(({ did }) => did.hold === true)) return;
    const readings = [];
    for (const [at, text] of left.texts.entries()) readings.push(await this.reader.understood(tx, at === 0 ? left.subject : '', text));
    if (readings.some(({ complaint }) => complaint)) return;
    const decision = await this.routing.decide(tx, { ...before, complaint: false, ...readings[0], text: left.texts[0] ?? '' }, 'opened');
    if (decision.facts.complaint) return;
    const isUrgent = left.isLate || readings.some(({ urgency }) => urgency === 'high') || left.routing?.applied.some(({ did }) => did.urgency === 'high') === true;
    await this.calm(tx, { ticketId, leftAs, left, isUrgent, queue: before.queue }, decision);
  }

  private async calm(tx: Transaction, { ticketId, leftAs, left, isUrgent, queue }: Calmed, { assign, facts }: Decision): Promise<void> {
    const { settings: { agents } } = await this.settings.current(tx);
    const serving = Object.keys(agents).filter((name) => agents[name]?.queues.includes(facts.queue));
    const changed = await tx.query<ChangedTicket>(CALMED, [ticketId, leftAs, facts.intent, facts.confidence, isUrgent ? 'high' : facts.urgency, facts.queue, serving]);
    await this.news.tell(tx, changed);
    await this.holds.recount(tx, changed.flatMap(({ contactId }) => contactId ?? []));
    if (!left.isForPeople || changed.every((now) => now.queue === queue)) return;
    if (left.assignee !== null && !serving.includes(left.assignee)) await this.assignment.refill(tx, left.assignee);
    await this.assignment.place(tx, ticketId, { assign, facts });
  }

  private async become(tx: Transaction, ticketId: string, { complaint, urgency, closedAt, isWhole }: { readonly complaint: boolean; readonly urgency: Urgency; readonly closedAt: string | null; readonly isWhole: boolean }): Promise<void> {
    const changed = await tx.query<ChangedTicket>(SETTLED, [ticketId, complaint, urgency, closedAt, isWhole]);
    await this.news.tell(tx, changed);
    if (closedAt !== null) await this.promises.tell(tx, ticketId, 'closed');
    await this.holds.recount(tx, changed.flatMap(({ contactId }) => contactId ?? []));
  }
}
