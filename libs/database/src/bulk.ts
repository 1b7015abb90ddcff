import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { from as copyFrom } from 'pg-copy-streams';
import type { Transaction } from './database.ts';

// eslint-disable-next-line no-control-regex
const SPECIAL = /[\0\\\t\n\r]/g;
// PostgreSQL's text cannot hold NUL at all.
const ESCAPES: Record<string, string> = { '\0': '', '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const FLUSH_AT = 64 * 1024;

type Cell = string | number | boolean | bigint | Date | null | undefined | object;

function encode(cell: Cell): string {
  if (cell === null || cell === undefined) return '\\N';
  if (typeof cell === 'string') return escape(cell);
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'object' ? escape(JSON.stringify(cell)) : String(cell);
}

/** Hardly any text has something to escape, and to look is much cheaper than to replace. */
function escape(text: string): string {
  return text.search(SPECIAL) === -1 ? text : text.replace(SPECIAL, (found) => ESCAPES[found] ?? found);
}

function* lines(rows: Iterable<readonly Cell[]>): Generator<string> {
  let block = '';
  for (const row of rows) {
    let separator = '';
    for (const cell of row) {
      block += separator + encode(cell);
      separator = '\t';
    }
    block += '\n';
    if (block.length >= FLUSH_AT) {
      yield block;
      block = '';
    }
  }
  if (block) yield block;
}

/**
 * Writes rows by COPY, five times as fast as the fastest INSERT. Objects are written as JSON, arrays too: a column of an
 * array type needs its literal as text. Column and table names come from code, never from input.
 */
export async function copyInto(tx: Transaction, table: string, columns: readonly string[], rows: Iterable<readonly Cell[]>): Promise<void> {
  const sink = tx.client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(lines(rows), { objectMode: false }), sink);
}

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
