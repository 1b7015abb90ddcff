import type { Database } from '@widecast/database';
import { oldestWritingTransaction, pruneInbox, type GroupConsumer } from '@widecast/messaging';
import type { Check } from '../health/health.ts';

const HOUR = 3_600_000;
/** Longer than any topic keeps its facts. */
const INBOX_DAYS = 120;
/** Personal data lies in them. */
const LETTERS = { days: 30, replayedDays: 7 };

/** Forgets now and every hour what is older than it may be. Gives a way to end it. */
export function pruneHourly(database: Database, { deadLetters }: GroupConsumer, onError: (error: unknown) => void): () => void {
  const prune = async (): Promise<void> => {
    await deadLetters.prune(LETTERS);
    await database.transaction((tx) => pruneInbox(tx, INBOX_DAYS));
  };
  const run = (): void => void prune().catch(onError);
  run();
  const timer = setInterval(run, HOUR).unref();
  return () => clearInterval(timer);
}

const LONG = 30;

/** Degraded while a transaction is open that the events of all services may have to wait for. */
export const transactionsOf = (database: Database): Check => async () => {
  const seconds = await oldestWritingTransaction(database);
  return seconds > LONG ? { degraded: `a transaction has been writing for ${Math.round(seconds)} s` } : 'ok';
};
