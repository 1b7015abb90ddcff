import type { Transaction } from '@widecast/database';

/**
 * For this transaction, keeps the planner to the primary key. Statistics taken while every row of a campaign is pending
 * otherwise make it read the whole table for each few hundred outcomes (seconds a statement were measured).
 */
export async function usePrimaryKeys(tx: Transaction): Promise<void> {
  await tx.query("SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)");
}
