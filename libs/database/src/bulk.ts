/** The literal of an array of UUIDs, from ids of our own: the driver would look at each of them for what to escape. */
export const idArray = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** The same of numbers, UUIDs or words of our own, picked from rows. */
export function plainArray<Row>(rows: readonly Row[], pick: (row: Row) => number | string | null): string {
  let literal = '{';
  for (const row of rows) literal += literal === '{' ? (pick(row) ?? 'NULL') : `,${pick(row) ?? 'NULL'}`;
  return `${literal}}`;
}

/**
 * Turns rows into one array per column, the parameters of `unnest($1::uuid[], $2::text[], …)`:
 * bulk writes in one statement whatever their number (65,535 is the limit of single parameters).
 */
export function columnsOf<Row, const Picks extends readonly ((row: Row) => unknown)[]>(rows: readonly Row[], ...picks: Picks): unknown[][] {
  return picks.map((pick) => rows.map(pick));
}
