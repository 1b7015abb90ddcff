import type { Database, Transaction } from '@widecast/database';

const MUTEX = `SELECT pg_advisory_xact_lock(hashtext('widecast event log tables'))`;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Changes tables of the log, one process at a time, and waits for their locks no longer than two seconds: whoever reads one
 * for long would have the writers of all services wait behind us. Gives undefined where it was too long.
 */
export async function changeTables<Result>(database: Database, work: (tx: Transaction) => Promise<Result>): Promise<Result | undefined> {
  try {
    return await database.transaction(async (tx) => {
      await tx.query(MUTEX);
      await tx.query(`SET LOCAL lock_timeout = '2s'`);
      return work(tx);
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) return undefined;
    throw error;
  }
}
