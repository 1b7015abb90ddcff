import type { Queryable } from '@widecast/database';

/**
 * Seconds since the oldest transaction of this database began that has written something or holds a lock of the log; 0
 * where there is none. Others wait for such a one: it is to be over in seconds. (Locks with two keys are of those who only read.)
 */
export async function oldestWritingTransaction(database: Queryable): Promise<number> {
  const [row] = await database.query<{ seconds: number | null }>(
    `SELECT extract(epoch FROM max(clock_timestamp() - xact_start))::float8 AS seconds FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND (
       backend_xid IS NOT NULL OR pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted)
     )`,
  );
  return Math.max(0, row?.seconds ?? 0);
}
