import type { Database, Transaction } from '@widecast/database';
import { compact, createDayTables, dropExpired } from './topics.ts';

const LOCK_UPKEEP = `SELECT pg_try_advisory_xact_lock(hashtext('widecast event log upkeep')) AS mine`;
const COMPACTED_AT_A_TIME = 5000;

interface Topic extends Record<string, unknown> {
  readonly topic: string;
  /** Null: a state topic. */
  readonly days: number | null;
}

/** Makes the tables of the coming days, drops what is over and compacts state topics; one process at a time does it. */
export async function runUpkeep(database: Database, now = Date.now()): Promise<void> {
  const topics = await database.query<Topic>('SELECT topic, retention_days AS days FROM event_log.topics ORDER BY topic');
  for (const topic of topics) {
    let isDone = false;
    while (!isDone) isDone = await database.transaction((tx) => keepUp(tx, topic, now));
  }
}

/** Gives whether the topic is done for now. */
async function keepUp(tx: Transaction, { topic, days }: Topic, now: number): Promise<boolean> {
  const [lock] = await tx.query<{ mine: boolean }>(LOCK_UPKEEP);
  if (!lock?.mine) return true;
  if (days === null) return (await compact(tx, topic, COMPACTED_AT_A_TIME)) < COMPACTED_AT_A_TIME;
  await createDayTables(tx, topic, now);
  await dropExpired(tx, topic, days, now);
  return true;
}
