import type { Transaction } from './database.ts';
import { prepared } from './prepared.ts';

const USE_PRIMARY_KEYS = prepared("SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)");

const told = new WeakSet<Transaction>();

/**
 * For this transaction, keeps the planner to keys. Statistics taken while a table was empty, or while every row of a campaign was
 * pending, otherwise make it read the whole table for each few hundred rows (seconds a statement were measured). What is
 * {@link prepared} and meant for these settings must never run without them: its plan stays, from the first time on.
 */
export async function usePrimaryKeys(tx: Transaction): Promise<void> {
  if (told.has(tx)) return;
  told.add(tx);
  await tx.post(USE_PRIMARY_KEYS);
}
