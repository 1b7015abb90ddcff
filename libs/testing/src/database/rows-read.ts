import type { QueryResultRow } from 'pg';
import type { Queryable } from '@widecast/database';

interface PlanNode {
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** How many rows all steps of a reading give or throw away, inner ones too; what it gives itself is nothing. */
export async function rowsRead(db: Queryable, read: (db: Queryable) => Promise<unknown>): Promise<number> {
  let rows = 0;
  await read({
    query: async <Row extends QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> => {
      const [row] = await db.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, parameters);
      rows += (row?.['QUERY PLAN'] ?? []).reduce((sum, { Plan }) => sum + rowsOf(Plan), 0);
      return [];
    },
  });
  return rows;
}

function rowsOf({ 'Actual Rows': given = 0, 'Actual Loops': loops = 1, 'Rows Removed by Filter': filtered = 0, 'Rows Removed by Join Filter': unjoined = 0, Plans = [] }: PlanNode): number {
  return Plans.reduce((sum, below) => sum + rowsOf(below), (given + filtered + unjoined) * loops);
}
