import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { counter } from '@widecast/service-kit';
import { OwnershipService } from '../ownership/ownership.service.ts';
import { RepliesService } from '../replies/replies.service.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { TicketEntity } from '../tickets/ticket.entity.ts';
import { automaticFooter, refusalOf, type Refusal } from './automatic-answer.ts';
import { MacroSettingsService } from './macro-settings.service.ts';
import { macroText } from './macro-text.ts';

const answers = counter({ name: 'widecast_ticket_rule_answers_total', help: 'Answers that rules wanted to give, by what became of them.', labels: ['service', 'outcome'] });

type Wanted = { readonly text: string } | { readonly refused: Refusal | 'no_such_macro' | 'no_text_in_language' };

/** What a ticket is answered with at once: a macro where a rule wants it and it is allowed, else that it has come. */
@Injectable()
export class AutomaticAnswers {
  constructor(
    private readonly macros: MacroSettingsService,
    private readonly replies: RepliesService,
    private readonly ownership: OwnershipService,
    private readonly promises: SlaPromisesService,
  ) {}

  /** Gives the ticket as it is afterwards. */
  async answerAtOnce(tx: Transaction, ticket: TicketEntity): Promise<TicketEntity> {
    const name = ticket.routing?.applied.findLast(({ did }) => did.macro !== undefined)?.did.macro;
    const wanted = name === undefined ? undefined : await this.wanted(tx, ticket, name);
    const isDue = await this.replies.mayWriteAutomatically(tx, ticket);
    if (wanted === undefined) {
      if (isDue) await this.acknowledge(tx, ticket);
      return ticket;
    }
    if (isDue) await ('text' in wanted ? this.answer(tx, ticket, wanted.text) : this.acknowledge(tx, ticket));
    const refused = 'refused' in wanted ? wanted.refused : isDue ? null : 'one_a_day';
    answers.inc({ service: 'triage', outcome: refused ?? 'sent' });
    await tx.query(`UPDATE tickets SET routing = routing || $2 WHERE id = $1`, [ticket.id, JSON.stringify({ macro: { name, refused } })]);
    return await tx.manager.findOneByOrFail(TicketEntity, { id: ticket.id });
  }

  private async answer(tx: Transaction, ticket: TicketEntity, text: string): Promise<void> {
    await this.replies.answer(tx, ticket, { text: text + automaticFooter(ticket.language), automatic: true, asks: true });
    await this.ownership.ruleAnswered(tx, ticket.id);
    await this.promises.tell(tx, ticket.id, 'answered');
  }

  /** Who talks with a bot sees that he is heard. */
  private async acknowledge(tx: Transaction, ticket: TicketEntity): Promise<void> {
    if (ticket.channel !== 'bot') await this.replies.acknowledge(tx, ticket);
  }

  private async wanted(tx: Transaction, ticket: TicketEntity, name: string): Promise<Wanted> {
    const { settings } = await this.macros.current(tx);
    const macro = settings.macros[name];
    if (!macro) return { refused: 'no_such_macro' };
    const refused = refusalOf(ticket, { upperTier: ticket.routing?.upperTier === true, automaticFrom: macro.automaticFrom });
    if (refused) return { refused };
    const text = macroText(macro, ticket);
    return text === undefined ? { refused: 'no_text_in_language' } : { text };
  }
}
