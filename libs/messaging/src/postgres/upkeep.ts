import type { Database } from '@widecast/database';
import { compact, createDayTables, dropExpired } from './topics.ts';

const LOCK_UPKEEP = `SELECT pg_try_advisory_xact_lock(hashtext('widecast event log upkeep')) AS mine`;

/** Makes the tables of the coming days, drops what is over and compacts state topics; one process at a time does it. */
export async function runUpkeep(database: Database, now = Date.now()): Promise<void> {
  const topics = await database.query<{ topic: string; days: number | null }>(
    'SELECT topic, retention_days AS days FROM event_log.topics ORDER BY topic',
  );
  for (const { topic, days } of topics) {
    await database.transaction(async (tx) => {
      const [lock] = await tx.query<{ mine: boolean }>(LOCK_UPKEEP);
      if (!lock?.mine) return;
      if (days === null) {
        await compact(tx, topic);
        return;
      }
      await createDayTables(tx, topic, now);
      await dropExpired(tx, topic, days, now);
    });
  }
}
