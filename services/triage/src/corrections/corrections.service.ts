import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { counter, NotFound } from '@widecast/service-kit';
import { answerOf, type LetterSignal, type SignalAnswer } from '@widecast/text';
import { HoldsService } from '../holds/holds.service.ts';
import { keepLabel } from '../learning/label.ts';
import { keepSignals, type SignalTruth } from '../learning/signal-label.ts';
import { AssignmentService } from '../routing/assignment.service.ts';
import { AS_NEWS, TicketNews, type ChangedTicket } from '../tickets/ticket-news.ts';
import { KnownIntents } from './known-intents.service.ts';
import { TicketMerged } from '../tickets/ticket-errors.ts';
import { TicketEntity } from '../tickets/ticket.entity.ts';

/** What a person says a ticket is. */
export interface Correction {
  readonly intent?: string | undefined;
  /** It is not meant to be one that is known. */
  readonly newIntent?: true | undefined;
  readonly queue?: string | undefined;
  readonly urgency?: string | undefined;
  readonly complaint?: boolean | undefined;
  readonly signals?: { readonly [Signal in LetterSignal]?: boolean | undefined } | undefined;
  readonly tags?: readonly string[] | undefined;
}

const CORRECTED = `
  UPDATE tickets SET intent = coalesce($2, intent), confidence = CASE WHEN $2::text IS NULL THEN confidence ELSE 1 END, queue = coalesce($3, queue), urgency = coalesce($4, urgency),
    complaint = coalesce($5, complaint), signals = signals || $7::jsonb, tags = coalesce($6, tags), assignee = CASE WHEN $3 <> queue THEN NULL ELSE assignee END,
    own = own || jsonb_strip_nulls(jsonb_build_object('urgency', $4::text, 'complaint', $5::boolean)), version = version + 1, changed_at = now()
  WHERE id = $1 RETURNING ${AS_NEWS}`;

const labels = counter({ name: 'widecast_ticket_labels_total', help: 'Intents that people told of tickets, by whether they were understood so before.', labels: ['service', 'understood'] });

const signalLabels = counter({ name: 'widecast_ticket_signal_labels_total', help: 'Signals that people told of tickets, by whether they were understood so before.', labels: ['service', 'signal', 'understood'] });

/** People know better: what they say of a ticket counts, and is learned from. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly database: Database,
    private readonly news: TicketNews,
    private readonly holds: HoldsService,
    private readonly assignment: AssignmentService,
    private readonly known: KnownIntents,
  ) {}

  /** Throws NotFound, or {@link TicketMerged}: there is nothing left in it that could be understood. */
  async correct(ticketId: string, given: Correction, actor: string): Promise<TicketEntity> {
    const { before, after } = await this.database.transaction(async (tx) => {
      const found = await tx.manager.findOne(TicketEntity, { where: { id: ticketId }, lock: { mode: 'pessimistic_write' } });
      if (!found) throw new NotFound('ticket', ticketId);
      if (found.mergedInto !== null) throw new TicketMerged(ticketId, found.mergedInto);
      if (given.intent !== undefined && given.newIntent !== true) await this.known.demand(tx, given.intent);
      await this.change(tx, found, given);
      if (given.intent !== undefined) await keepLabel(tx, ticketId, given.intent, actor);
      await keepSignals(tx, ticketId, truthIn(given), actor);
      return { before: found, after: await tx.manager.findOneByOrFail(TicketEntity, { id: ticketId }) };
    });
    if (given.intent !== undefined) labels.inc({ service: 'triage', understood: before.intent === given.intent ? 'yes' : 'no' });
    for (const [signal, isSo] of toldIn(given)) signalLabels.inc({ service: 'triage', signal, understood: understoodAs(answerOf(before.signals[signal]), isSo) });
    return after;
  }

  private async change(tx: Transaction, { id, complaint, queue, language, assignee }: TicketEntity, given: Correction): Promise<void> {
    const changed = await tx.query<ChangedTicket>(CORRECTED, [id, given.intent ?? null, given.queue ?? null, given.urgency ?? null, given.complaint ?? null, given.tags ?? null,
      JSON.stringify(Object.fromEntries(toldIn(given).map(([signal, isSo]) => [signal, isSo ? 1 : 0])))]);
    await this.news.tell(tx, changed);
    // What never was a complaint needs no time to cool.
    if ((given.complaint ?? complaint) !== complaint) await this.holds.recount(tx, changed.flatMap(({ contactId }) => contactId ?? []), 0);
    if (given.queue === undefined || given.queue === queue) return;
    if (assignee !== null) await this.assignment.refill(tx, assignee);
    await this.assignment.place(tx, id, { assign: null, facts: { queue: given.queue, language } });
  }
}

/** What is told of signals, the complaint among them. */
function toldIn({ signals, complaint }: Correction): [LetterSignal, boolean][] {
  return Object.entries({ ...signals, complaint }).flatMap(([signal, isSo]) => (isSo === undefined ? [] : [[signal as LetterSignal, isSo]]));
}

const truthIn = (given: Correction): SignalTruth => Object.fromEntries(toldIn(given));

const understoodAs = (answer: SignalAnswer, isSo: boolean): string => (answer === 'unknown' ? answer : (answer === 'yes') === isSo ? 'yes' : 'no');
