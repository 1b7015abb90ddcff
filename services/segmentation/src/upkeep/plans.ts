import type { Transaction } from '@widecast/database';

/**
 * For transactions that look up some thousand rows by their keys, a list at a time: left to itself the planner reads and
 * hashes tables of up to some hundred thousand rows whole for each list.
 */
export async function lookUpByKeys(tx: Transaction): Promise<void> {
  // What is switched off counts as very costly before PostgreSQL 18, and what is costly would be compiled.
  await tx.query(`SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`);
}

/** For one statement over a list of keys and nothing but indexes: a hash of a table of millions costs more than the whole list. */
export async function followKeysOnly(tx: Transaction): Promise<void> {
  await lookUpByKeys(tx);
  await tx.query(`SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`);
}
