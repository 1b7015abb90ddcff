import type { Database } from '@widecast/database';
import { changeTables } from './patient-locks.ts';
import { compact, createDayTable, dropExpired, missingDays } from './topics.ts';

const LOCK_COMPACTION = `SELECT pg_try_advisory_xact_lock(hashtext('widecast event log upkeep')) AS mine`;
const COMPACTED_AT_A_TIME = 5000;
const FIRST = 60_000;
const EVERY = 3_600_000;
/** Each has the writers wait for two seconds. */
const MOST_POSTPONED = 3;

interface Topic extends Record<string, unknown> {
  readonly topic: string;
  /** Null: a state topic. */
  readonly days: number | null;
}

/** Gives topics whose tables somebody reads for so long that they have to wait for another time. */
export async function runUpkeep(database: Database, now = Date.now()): Promise<readonly string[]> {
  const topics = await database.query<Topic>('SELECT topic, retention_days AS days FROM event_log.topics ORDER BY topic');
  const facts = topics.filter(({ days }) => days !== null);
  for (const { topic, days } of topics) if (days === null) await compactAll(database, topic);
  const postponed = await createDays(database, facts.map(({ topic }) => topic), now);
  for (const { topic, days } of facts) {
    if (postponed.length >= MOST_POSTPONED) break;
    const isDone = await changeTables(database, (tx) => dropExpired(tx, topic, days ?? 0, now));
    if (isDone === undefined && !postponed.includes(topic)) postponed.push(topic);
  }
  return postponed;
}

/** Makes the tables of the coming days, as far as their locks are to be had; gives the topics that have to wait. */
export async function createDays(database: Database, topics: readonly string[], now = Date.now()): Promise<string[]> {
  const postponed: string[] = [];
  for (const [topic, days] of await missingDays(database, topics, now)) {
    if (postponed.length >= MOST_POSTPONED) break;
    const isDone = await changeTables(database, async (tx) => {
      for (const day of days) await createDayTable(tx, topic, day);
      return true;
    });
    if (!isDone) postponed.push(topic);
  }
  return postponed;
}

async function compactAll(database: Database, topic: string): Promise<void> {
  const some = (): Promise<boolean> => database.transaction(async (tx) => {
    const [lock] = await tx.query<{ mine: boolean }>(LOCK_COMPACTION);
    return lock?.mine === true && (await compact(tx, topic, COMPACTED_AT_A_TIME)) === COMPACTED_AT_A_TIME;
  });
  while (await some());
}

/** Makes the tables of the coming days, drops what is over and compacts state topics, soon and then every hour. */
export class Upkeep {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly onError: (error: unknown) => void,
  ) {
    this.runIn(FIRST);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private runIn(pause: number): void {
    this.timer = setTimeout(() => void this.run(), pause).unref();
  }

  private async run(): Promise<void> {
    const postponed = await runUpkeep(this.database).catch((error: unknown) => (this.onError(error), []));
    if (postponed.length > 0) this.onError(new Error(`A session reads the tables of ${postponed.join(', ')} for long: their upkeep is tried again in a minute`));
    if (this.timer) this.runIn(postponed.length > 0 ? FIRST : EVERY);
  }
}
