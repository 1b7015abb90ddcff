import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Queryable, type Transaction } from '@widecast/database';
import { CONFIG, Recurring } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';
import { Background } from '../upkeep/background.ts';
import { DuplicatesRepository, type Proposal } from './duplicates.repository.ts';
import { likenessOf, PROPOSED_FROM } from './likeness.ts';
import { ORDERS, ProfilesRepository, type Order } from './profiles.repository.ts';
import { pairsAmong, WINDOW, type Pair } from './sorted-neighbours.ts';

/** Accounts, names or links a transaction. */
const BATCH = 5000;
const FIRST = '00000000-0000-0000-0000-000000000000';
const PHASES = ['names', 'links', ...ORDERS] as const;
type Phase = (typeof PHASES)[number];

interface Running {
  readonly number: string;
  readonly phase: Phase;
  readonly after: readonly string[] | null;
}

export interface SearchState {
  readonly running: boolean;
  readonly phase: string | null;
  readonly accounts: number;
  readonly compared: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

interface Step {
  /** Undefined: the phase is done. */
  readonly after: readonly string[] | undefined;
  readonly accounts?: number;
  readonly pairs?: readonly Pair[];
}

/** Looks for accounts that may be one, a batch a transaction; any process goes on where one stopped. */
@Injectable()
export class DuplicateSearch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly background = new Background(new Logger(DuplicateSearch.name), 'the search for duplicate accounts waits for the next turn');
  private readonly recurring: Recurring;

  constructor(
    private readonly database: Database,
    private readonly profiles: ProfilesRepository,
    private readonly duplicates: DuplicatesRepository,
    @Inject(CONFIG) private readonly config: SegmentationConfig,
  ) {
    this.recurring = new Recurring({ pause: config.CHORES_MS, turn: () => this.turn(), failed: (error) => new Logger(DuplicateSearch.name).warn({ msg: 'the search for duplicate accounts waits for the next turn', error }) });
  }

  onApplicationBootstrap(): void {
    this.recurring.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.recurring.stop(), this.background.stop()]);
  }

  /** Begins one unless one is under way. */
  async ask(): Promise<SearchState> {
    await this.database.query(
      `INSERT INTO duplicate_search AS s (number, phase) VALUES (1, $1)
       ON CONFLICT (one) DO UPDATE SET number = s.number + 1, phase = excluded.phase, after = NULL, accounts = 0, compared = 0, started_at = now(), finished_at = NULL WHERE s.phase IS NULL`, [PHASES[0]]);
    this.background.wake(() => this.complete());
    return this.state(this.database);
  }

  async state(db: Queryable = this.database): Promise<SearchState> {
    const [row] = await db.query<SearchState & Record<string, unknown>>(
      `SELECT phase IS NOT NULL AS running, phase, accounts, compared, to_json(started_at) #>> '{}' AS "startedAt", to_json(finished_at) #>> '{}' AS "finishedAt" FROM duplicate_search`);
    return row ?? { running: false, phase: null, accounts: 0, compared: 0, startedAt: '', finishedAt: null };
  }

  /** Returns when no search is under way, or another process has it in hand. */
  complete(): Promise<void> {
    return this.background.exhaust(() => this.database.transaction((tx) => this.step(tx)));
  }

  private async turn(): Promise<void> {
    // The first is due when accounts had time to come.
    await this.database.query('INSERT INTO duplicate_search (number, finished_at) VALUES (0, now()) ON CONFLICT DO NOTHING');
    const due = await this.database.query(
      'SELECT FROM duplicate_search WHERE phase IS NOT NULL OR ($1::float8 > 0 AND finished_at < now() - make_interval(mins => ($1::float8 * 60)::int))', [this.config.DUPLICATES_HOURS]);
    if (due.length > 0) await this.ask();
  }

  private async step(tx: Transaction): Promise<boolean> {
    const [running] = await tx.query<Running & Record<string, unknown>>('SELECT number, phase, after FROM duplicate_search WHERE phase IS NOT NULL FOR UPDATE SKIP LOCKED');
    if (!running) return false;
    const { after, accounts = 0, pairs = [] } = await this.do(tx, running);
    await this.compare(tx, pairs, running.number);
    const next = after ? running.phase : PHASES[PHASES.indexOf(running.phase) + 1];
    await tx.query(
      'UPDATE duplicate_search SET phase = $1, after = $2, accounts = accounts + $3, compared = compared + $4, finished_at = CASE WHEN $1::text IS NULL THEN now() END', [next, after ? JSON.stringify(after) : null, accounts, pairs.length]);
    if (next === undefined) await this.duplicates.forgetBefore(tx, running.number);
    return next !== undefined;
  }

  private do(tx: Transaction, { phase, after }: Running): Promise<Step> {
    if (phase === 'names') return this.readNames(tx, after);
    return phase === 'links' ? this.byLinks(tx, after) : this.byNames(tx, phase, after);
  }

  private async readNames(tx: Transaction, after: Running['after']): Promise<Step> {
    if (!after) await this.profiles.forget(tx);
    const { last, accounts } = await this.profiles.readNames(tx, after?.[0] ?? FIRST, BATCH);
    if (last === undefined) await this.profiles.countNamesakes(tx);
    return { after: last === undefined ? undefined : [last], accounts };
  }

  private async byLinks(tx: Transaction, after: Running['after']): Promise<Step> {
    const { groups, last } = await this.profiles.sharing(tx, { after: after?.[0] ?? '', limit: BATCH });
    return { after: last === undefined ? undefined : [last], pairs: groups.flatMap((group) => group.flatMap((one, place) => group.slice(place + 1).map((other): Pair => [one, other]))) };
  }

  private async byNames(tx: Transaction, order: Order, after: Running['after']): Promise<Step> {
    const rows = await this.profiles.neighbours(tx, order, { after: after ?? ['', '', FIRST], limit: BATCH });
    // The last ones are looked at once more, with those that follow.
    const last = rows.length < BATCH ? undefined : rows.at(-1 - WINDOW);
    return { after: last && [last.at, last.place, last.id], pairs: pairsAmong(rows) };
  }

  private async compare(tx: Transaction, pairs: readonly Pair[], search: string): Promise<void> {
    if (pairs.length === 0) return;
    const profiles = await this.profiles.profiles(tx, [...new Set(pairs.flat())]);
    const found = new Map(pairs.flatMap(([a, b]): [string, Proposal][] => {
      const [one, other] = a < b ? [a, b] : [b, a];
      const [mine, its] = [profiles.get(one), profiles.get(other)];
      const likeness = mine && its && one !== other ? likenessOf(mine, its) : undefined;
      return likeness && likeness.score >= PROPOSED_FROM ? [[`${one} ${other}`, { one, other, ...likeness }]] : [];
    }));
    await this.duplicates.propose(tx, [...found.values()], search);
  }
}
