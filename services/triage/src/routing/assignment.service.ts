import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { Agent, RoutingSettings } from './routing-settings.ts';
import { RoutingSettingsService } from './routing-settings.service.ts';

/** One at a time gives tickets away, so that nobody gets more than he can have. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtext('widecast ticket assignment'))`;

const ASSIGN = 'UPDATE tickets SET assignee = $2, assigned_at = clock_timestamp(), changed_at = now() WHERE id = $1';

const LEFT = `
  UPDATE tickets SET assignee = NULL, changed_at = now() WHERE id IN (SELECT id FROM tickets WHERE assignee = ANY($1::text[]) AND state = 'open' ORDER BY id FOR UPDATE)`;

/** Of the given agents, with what each may have: who has room, the one whose turn is longest ago. */
const WHOSE_TURN = `
  SELECT a.name FROM unnest($1::text[], $2::int[]) AS a (name, capacity)
  LEFT JOIN LATERAL (SELECT count(*) AS open FROM tickets WHERE assignee = a.name AND state = 'open') now ON true
  LEFT JOIN LATERAL (SELECT assigned_at FROM tickets WHERE assignee = a.name ORDER BY assigned_at DESC LIMIT 1) last ON true
  WHERE now.open < a.capacity ORDER BY last.assigned_at NULLS FIRST, a.name LIMIT 1`;

const UNASSIGNED = `state = 'open' AND assignee IS NULL AND owner = 'person' AND ($2::text[] IS NULL OR language = ANY($2))`;
const IN_TURN = `ORDER BY (urgency = 'high') DESC, id`;
/** More than take tickets at the same moment. */
const CANDIDATES = 100;
/** The first ticket of some queues that no other transaction is taking, urgent ones first, then the oldest. The index has the first of each queue in their order, however many there are. */
const firstThat = (is: 'waiting' | 'NOT waiting'): string => `
  SELECT id FROM tickets WHERE ${UNASSIGNED} AND ${is} AND id = ANY(ARRAY(
    SELECT first.id FROM unnest($1::text[]) AS asked (queue) CROSS JOIN LATERAL (
      SELECT id FROM tickets WHERE queue = asked.queue AND ${UNASSIGNED} AND ${is} ${IN_TURN} LIMIT ${CANDIDATES}) first))
  ${IN_TURN} LIMIT 1 FOR UPDATE SKIP LOCKED`;
const WAITING = firstThat('waiting');
const ANSWERED = firstThat('NOT waiting');
const SOME_WAITS = `SELECT FROM tickets WHERE ${UNASSIGNED} AND waiting AND queue = ANY($1) LIMIT 1`;

/** Where a ticket is, and who is not to get it. */
interface Placed {
  readonly queue: string;
  readonly language: string;
  readonly but?: string | null;
}

type Held = Omit<Placed, 'but'> & Record<string, unknown> & { readonly assignee: string | null };

/** Gives tickets to agents. */
@Injectable()
export class AssignmentService {
  constructor(private readonly settings: RoutingSettingsService) {}

  /** After a ticket has come to a queue: to whom a rule says, else to whose turn it is. Gives whether it came to somebody. */
  async place(tx: Transaction, ticketId: string, { assign, facts }: { readonly assign: string | null; readonly facts: Placed }): Promise<boolean> {
    const agent = assign ?? (await this.agentFor(tx, ticketId, facts));
    if (agent !== undefined) await this.assign(tx, ticketId, agent);
    return agent !== undefined;
  }

  /** In queues that are given away in turn. */
  private async agentFor(tx: Transaction, ticketId: string, { queue, language, but }: Placed): Promise<string | undefined> {
    const { settings } = await this.settings.current(tx);
    if (settings.queues[queue]?.assignment !== 'round-robin') return undefined;
    await tx.query(LOCK);
    const [taken] = await tx.query("SELECT FROM tickets WHERE id = $1 AND (assignee IS NOT NULL OR owner = 'bot')", [ticketId]);
    return taken ? undefined : await whoseTurn(tx, agentsFor(settings, queue, language).filter(([name]) => name !== but));
  }

  /** Null gives it back to the queue. */
  async assign(tx: Transaction, ticketId: string, agent: string | null): Promise<void> {
    await tx.query(ASSIGN, [ticketId, agent]);
  }

  /** Agents who are not there any more answer nothing: their open tickets go back to their queues. */
  async leave(tx: Transaction, agents: readonly string[]): Promise<void> {
    if (agents.length > 0) await tx.query(LEFT, [agents]);
  }

  /** Who has an open ticket has not reacted: it goes back to its queue, and in turn to somebody else. */
  async passOn(tx: Transaction, ticketId: string): Promise<void> {
    const [held] = await tx.query<Held>(`SELECT assignee, queue, language FROM tickets WHERE id = $1 AND state = 'open' AND owner = 'person' FOR UPDATE`, [ticketId]);
    if (!held) return;
    if (held.assignee !== null) await this.assign(tx, ticketId, null);
    await this.place(tx, ticketId, { assign: null, facts: { ...held, but: held.assignee } });
  }

  /** Gives the agent who asks for it the ticket of his queues that has waited longest, an urgent one before others, last one that was answered and nobody has; undefined where there is none. */
  async takeNext(tx: Transaction, name: string, queues?: readonly string[]): Promise<string | undefined> {
    return (await this.giveFirst(tx, WAITING, name, queues)) ?? (await this.giveFirst(tx, ANSWERED, name, queues));
  }

  private async giveFirst(tx: Transaction, first: string, name: string, queues?: readonly string[]): Promise<string | undefined> {
    const { settings } = await this.settings.current(tx);
    const agent = settings.agents[name];
    const [next] = await tx.query<{ id: string }>(first, [queues ?? agent?.queues ?? [], agent?.languages ?? null]);
    if (next) await this.assign(tx, next.id, name);
    return next?.id;
  }

  /** An agent has room again: what waits in his queues that are given away in turn comes to him. */
  async refill(tx: Transaction, name: string): Promise<void> {
    const { settings } = await this.settings.current(tx);
    const queues = turnQueuesOf(settings, name);
    if (queues.length > 0) await this.giveOne(tx, settings, new Map([[name, queues]]));
  }

  /** Gives one ticket that waits in a queue that is given away in turn to whose turn it is; gives whether there was one. */
  async distribute(tx: Transaction): Promise<boolean> {
    const { settings } = await this.settings.current(tx);
    const inTurn = new Map(Object.keys(settings.agents).map((name) => [name, turnQueuesOf(settings, name)] as const).filter(([, queues]) => queues.length > 0));
    const [waits] = inTurn.size === 0 ? [] : await tx.query(SOME_WAITS, [[...new Set([...inTurn.values()].flat())], null]);
    return waits !== undefined && (await this.giveOne(tx, settings, inTurn));
  }

  /** To the one whose turn it is among these agents with their queues; to the next, where nothing waits for him. */
  private async giveOne(tx: Transaction, { agents }: RoutingSettings, inTurn: ReadonlyMap<string, readonly string[]>): Promise<boolean> {
    await tx.query(LOCK);
    for (const left = new Map(inTurn); left.size > 0;) {
      const name = await whoseTurn(tx, Object.entries(agents).filter(([one]) => left.has(one)));
      if (name === undefined) return false;
      if ((await this.giveFirst(tx, WAITING, name, left.get(name))) !== undefined) return true;
      left.delete(name);
    }
    return false;
  }
}

function agentsFor({ agents }: RoutingSettings, queue: string, language: string): [string, Agent][] {
  return Object.entries(agents).filter(([, { queues, languages, away }]) => !away && queues.includes(queue) && (languages === undefined || languages.includes(language)));
}

/** The queues of an agent that are given away in turn; none while he is away. */
function turnQueuesOf({ agents, queues }: RoutingSettings, name: string): string[] {
  const agent = agents[name];
  return !agent || agent.away ? [] : agent.queues.filter((queue) => queues[queue]?.assignment === 'round-robin');
}

async function whoseTurn(tx: Transaction, agents: readonly (readonly [string, Agent])[]): Promise<string | undefined> {
  if (agents.length === 0) return undefined;
  const [row] = await tx.query<{ name: string }>(WHOSE_TURN, [agents.map(([name]) => name), agents.map(([, { capacity }]) => capacity)]);
  return row?.name;
}
