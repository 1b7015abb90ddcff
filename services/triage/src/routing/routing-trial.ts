import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import type { TicketFacts } from '../conditions/ticket-conditions.ts';
import { FACTS } from '../tickets/ticket-facts.ts';
import { route } from './route.ts';
import type { RoutingRule } from './routing-settings.ts';
import { isUpper, KEY_ACCOUNTS } from './routing.service.ts';

export interface Trial {
  readonly tickets: number;
  /** How many tickets each rule would have applied to; a rule with 0 never did. */
  readonly applied: Readonly<Record<string, number>>;
  /** Tickets that would now be elsewhere. */
  readonly moved: number;
  readonly examples: readonly { readonly ticketId: string; readonly subject: string; readonly from: string; readonly to: string; readonly by: readonly string[] }[];
}

const EXAMPLES = 20;

/** Tries rules on tickets of the past, as if they had just been opened; changes nothing. */
@Injectable()
export class RoutingTrial {
  constructor(private readonly database: Database) {}

  async run(rules: readonly RoutingRule[], newest: number): Promise<Trial> {
    const tickets = await this.database.query<TicketFacts & { id: string } & Record<string, unknown>>(`${FACTS} ORDER BY t.id DESC LIMIT $1`, [newest]);
    const applied: Record<string, number> = Object.fromEntries(rules.map(({ name }) => [name, 0]));
    const moved: Trial['examples'][number][] = [];
    for (const { id, ...facts } of tickets) {
      const routed = route(rules, isUpper(facts.tier) ? { ...facts, queue: KEY_ACCOUNTS } : facts, 'opened');
      const by = routed.applied.map(({ rule }) => rule);
      for (const rule of by) applied[rule] = (applied[rule] ?? 0) + 1;
      if (routed.facts.queue !== facts.queue) moved.push({ ticketId: id, subject: facts.subject, from: facts.queue, to: routed.facts.queue, by });
    }
    return { tickets: tickets.length, applied, moved: moved.length, examples: moved.slice(0, EXAMPLES) };
  }
}
