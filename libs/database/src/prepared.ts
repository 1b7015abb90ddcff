import type { QueryConfig } from 'pg';

const names = new Map<string, string>();

/**
 * Makes a statement one that a connection parses and plans once, not each time it runs: for statements that run all the time, of
 * which one plan is good for all parameters. Their text comes from code and never varies, so that there are few.
 */
export function prepared(sql: string): string {
  if (!names.has(sql)) names.set(sql, `widecast_${names.size}`);
  return sql;
}

/** The statement as the driver takes it. */
export function statementOf(sql: string, parameters: readonly unknown[]): QueryConfig {
  const name = names.get(sql);
  return { text: sql, values: [...parameters], ...(name === undefined ? {} : { name }) };
}
