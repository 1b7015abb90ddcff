import type { QueryResultRow } from 'pg';
import type { Transaction } from '@widecast/database';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** A transaction that notes how PostgreSQL reads the tables for each statement, without costs, before it runs it. */
export function recordPlans(tx: Transaction): { tx: Transaction; readings: () => string[] } {
  const seen = new Set<string>();
  const query = async <Row extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
    if (/^\s*(WITH|INSERT|UPDATE|DELETE|SELECT(?! set_config| pg_advisory))\b/.test(sql)) {
      const [row] = await tx.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`EXPLAIN (COSTS OFF, FORMAT JSON) ${sql}`, parameters);
      for (const { Plan } of row?.['QUERY PLAN'] ?? []) readingsOf(Plan).forEach((reading) => seen.add(reading));
    }
    return tx.query<Row>(sql, parameters);
  };
  return { tx: { ...tx, query }, readings: () => [...seen].toSorted() };
}

function readingsOf(node: PlanNode): string[] {
  const below = (node.Plans ?? []).flatMap(readingsOf);
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index } = node;
  // A bitmap heap scan only fetches what an index has found.
  if (index !== undefined) return [`by ${index}`, ...below];
  return table !== undefined && type === 'Seq Scan' ? [`all of ${table}`, ...below] : below;
}
