import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import type { TicketFacts } from '../conditions/ticket-conditions.ts';
import { Reader } from '../understanding/reader.service.ts';
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
/** Tickets that are read before others have their turn. */
const AT_A_TIME = 20;

type Past = Pick<TicketFacts, 'channel' | 'known' | 'tier' | 'email' | 'entities' | 'subject' | 'text'> & Record<string, unknown> & { readonly id: string; readonly now: string };

/** What tickets were when they came: what rules and people have made of them since is not what rules begin with. */
const PAST = `
  SELECT t.id, t.queue AS now, t.channel, t.contact_id IS NOT NULL AS known, coalesce(c.tier, t.domain_tier) AS tier, t.email, t.entities, t.subject, first.text FROM tickets t LEFT JOIN contacts c ON c.contact_id = t.contact_id
  JOIN LATERAL (SELECT text FROM ticket_messages m WHERE m.ticket_id = t.id AND direction = 'in' AND NOT automatic ORDER BY at, id LIMIT 1) first ON true
  ORDER BY t.id DESC LIMIT $1`;

/** Tries rules on tickets of the past, as if they had just been opened; changes nothing. */
@Injectable()
export class RoutingTrial {
  constructor(private readonly database: Database, private readonly reader: Reader) {}

  async run(rules: readonly RoutingRule[], newest: number): Promise<Trial> {
    const tickets = await this.database.query<Past>(PAST, [newest]);
    const applied: Record<string, number> = Object.fromEntries(rules.map(({ name }) => [name, 0]));
    const moved: Trial['examples'][number][] = [];
    for (const [at, { id, now, ...known }] of tickets.entries()) {
      if (at % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
      const { signals, ...read } = await this.reader.understood(this.database, known.subject, known.text);
      const facts: TicketFacts = { ...known, ...read, signals, tags: [], entities: known.entities };
      const routed = route(rules, isUpper(facts.tier) ? { ...facts, queue: KEY_ACCOUNTS } : facts, 'opened');
      const by = routed.applied.map(({ rule }) => rule);
      for (const rule of by) applied[rule] = (applied[rule] ?? 0) + 1;
      if (routed.facts.queue !== now) moved.push({ ticketId: id, subject: facts.subject, from: now, to: routed.facts.queue, by });
    }
    return { tickets: tickets.length, applied, moved: moved.length, examples: moved.slice(0, EXAMPLES) };
  }
}
