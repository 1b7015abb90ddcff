import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { counter } from '@widecast/service-kit';
import { In } from 'typeorm';
import { OwnershipService } from '../ownership/ownership.service.ts';
import { acknowledgementText } from '../replies/acknowledgement.ts';
import { unquoted } from '../mail/reply-text.ts';
import { RepliesService, type Answer } from '../replies/replies.service.ts';
import type { Thread } from '../replies/thread.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { TicketEntity } from '../tickets/ticket.entity.ts';
import { IntentModel } from '../understanding/intent-model.ts';
import { automaticFooter, refusalOf, type Refusal } from './automatic-answer.ts';
import type { MacroSettings } from './macro-settings.ts';
import { MacroSettingsService } from './macro-settings.service.ts';
import { macroText } from './macro-text.ts';

const answers = counter({ name: 'widecast_ticket_rule_answers_total', help: 'Answers that rules wanted to give, by what became of them.', labels: ['service', 'outcome'] });

type Wanted = { readonly name: string } & ({ readonly text: string } | { readonly refused: Refusal | 'no_such_macro' | 'no_text_in_language' | 'not_filled_in' });

interface Judged {
  readonly id: string;
  readonly name: string;
  readonly refused: string | null;
}

const WRITTEN = `SELECT ticket_id AS "ticketId", string_agg(text, E'\\n') AS told, array_agg(full_text) AS texts FROM ticket_messages WHERE ticket_id = ANY($1::uuid[]) AND direction = 'in' GROUP BY ticket_id`;

const EXPLAIN = `
  UPDATE tickets SET routing = routing || judged.macro FROM unnest($1::uuid[], $2::jsonb[]) AS judged (id, macro) WHERE tickets.id = judged.id`;

/** What tickets are answered with at once: a macro where a rule wants it and it is allowed, else that they have come. */
@Injectable()
export class AutomaticAnswers {
  constructor(
    private readonly macros: MacroSettingsService,
    private readonly replies: RepliesService,
    private readonly ownership: OwnershipService,
    private readonly promises: SlaPromisesService,
    private readonly model: IntentModel,
  ) {}

  /** Gives the tickets as they are afterwards. `threads`: what their answers stand behind, by ticket. */
  async answerAtOnce(tx: Transaction, tickets: readonly TicketEntity[], threads: ReadonlyMap<string, Thread> = new Map()): Promise<TicketEntity[]> {
    if (tickets.length === 0) return [];
    const { settings } = await this.macros.current(tx);
    const due = await this.replies.mayWriteAutomatically(tx, tickets);
    const words = await wordsOf(tx, tickets.filter((ticket) => macroWanted(ticket) !== undefined));
    const asked = tickets.map((ticket) => ({ ticket, isDue: due.has(ticket.id), wanted: wantedFor(ticket, settings, { words: words.get(ticket.id) ?? '', sureFrom: this.model.sureFrom }) }));
    await this.replies.answer(tx, asked.flatMap(({ ticket, isDue, wanted }) => (isDue ? answersTo(ticket, wanted).map((answer) => ({ ...answer, thread: threads.get(ticket.id) })) : [])));
    const byRule = asked.flatMap(({ ticket, isDue, wanted }) => (isDue && wanted && 'text' in wanted ? ticket.id : []));
    await this.ownership.ruleAnswered(tx, byRule);
    await this.promises.tellOfEach(tx, byRule, 'answered');
    const judged = asked.flatMap(({ ticket, isDue, wanted }) => (wanted ? { id: ticket.id, name: wanted.name, refused: 'refused' in wanted ? wanted.refused : isDue ? null : 'one_a_day' } : []));
    return await explained(tx, tickets, judged);
  }
}

/** The last rule that wants an answer has the word. */
const macroWanted = (ticket: TicketEntity): string | undefined => ticket.routing?.applied.findLast(({ did }) => did.macro !== undefined)?.did.macro;

function wantedFor(ticket: TicketEntity, settings: MacroSettings, { words, sureFrom }: { readonly words: string; readonly sureFrom: number }): Wanted | undefined {
  const name = macroWanted(ticket);
  if (name === undefined) return undefined;
  const macro = settings.macros[name];
  if (!macro) return { name, refused: 'no_such_macro' };
  const refused = refusalOf(ticket, { upperTier: ticket.routing?.upperTier === true, automaticFrom: Math.max(macro.automaticFrom, sureFrom), words: `${ticket.subject}\n${words}` });
  if (refused) return { name, refused };
  const found = macroText(macro, settings, ticket);
  if (found === undefined) return { name, refused: 'no_text_in_language' };
  return 'missing' in found ? { name, refused: 'not_filled_in' } : { name, text: found.text };
}

/** What customers wrote or passed on, be it under their signatures, by ticket. */
async function wordsOf(tx: Transaction, tickets: readonly TicketEntity[]): Promise<ReadonlyMap<string, string>> {
  if (tickets.length === 0) return new Map();
  const rows = await tx.query<{ ticketId: string; told: string; texts: string[] }>(WRITTEN, [tickets.map(({ id }) => id)]);
  return new Map(rows.map(({ ticketId, told, texts }) => [ticketId, [told, ...texts.map(unquoted)].join('\n')]));
}

/** The wanted answer, else that the question has come; who talks with a bot sees that he is heard. */
function answersTo(ticket: TicketEntity, wanted: Wanted | undefined): Answer[] {
  if (wanted && 'text' in wanted) return [{ ticket, text: wanted.text + automaticFooter(ticket.language), automatic: true, asks: true }];
  return ticket.channel === 'bot' ? [] : [{ ticket, text: acknowledgementText(ticket.language, ticket.number), automatic: true, asks: false }];
}

/** What became of answers that rules wanted is noted with the tickets. */
async function explained(tx: Transaction, tickets: readonly TicketEntity[], judged: readonly Judged[]): Promise<TicketEntity[]> {
  if (judged.length === 0) return [...tickets];
  await tx.query(EXPLAIN, [judged.map(({ id }) => id), judged.map(({ name, refused }) => JSON.stringify({ macro: { name, refused } }))]);
  tx.afterCommit(() => judged.forEach(({ refused }) => answers.inc({ service: 'triage', outcome: refused ?? 'sent' })));
  const now = new Map((await tx.manager.findBy(TicketEntity, { id: In(judged.map(({ id }) => id)) })).map((ticket) => [ticket.id, ticket]));
  return tickets.map((ticket) => now.get(ticket.id) ?? ticket);
}
