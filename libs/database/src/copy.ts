import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { from as copyFrom } from 'pg-copy-streams';
import { CopyBlock } from './copy-block.ts';
import type { Transaction } from './database.ts';

/** How the cells of a column are told; `text` is of enums too. */
export type ColumnType = 'uuid' | 'text' | 'json' | 'jsonb' | 'boolean' | 'int4' | 'float8';

export type Cell = string | number | boolean | null | undefined | object;

const FLUSH_AT = 64 * 1024;

const textOf = (cell: NonNullable<Cell>): string => (typeof cell === 'string' ? cell : JSON.stringify(cell));

const WRITERS: Readonly<Record<ColumnType, (block: CopyBlock, cell: NonNullable<Cell>) => void>> = {
  uuid: (block, cell) => block.uuid(textOf(cell)),
  text: (block, cell) => block.text(textOf(cell)),
  json: (block, cell) => block.text(JSON.stringify(cell)),
  jsonb: (block, cell) => block.jsonb(JSON.stringify(cell)),
  boolean: (block, cell) => block.boolean(cell === true),
  int4: (block, cell) => block.int4(Number(cell)),
  float8: (block, cell) => block.float8(Number(cell)),
};

function* piecesOf(write: (block: CopyBlock) => Iterable<unknown>): Generator<Buffer> {
  const block = new CopyBlock(2 * FLUSH_AT);
  block.begin();
  for (const _ of write(block)) if (block.length >= FLUSH_AT) yield block.take();
  block.end();
  yield block.take();
}

function* cellsInto(block: CopyBlock, types: readonly ColumnType[], rows: Iterable<readonly Cell[]>): Generator<undefined> {
  const writers = types.map((type) => WRITERS[type]);
  for (const row of rows) {
    block.row(writers.length);
    for (let column = 0; column < writers.length; column += 1) {
      const cell = row[column];
      if (cell === null || cell === undefined) block.nothing();
      else writers[column]?.(block, cell);
    }
    yield undefined;
  }
}

/**
 * Writes rows by COPY, five times as fast as the fastest INSERT; in its binary form, which costs PostgreSQL a fifth less than text. The
 * types must be those of the columns. Cells of json and jsonb are any values. Column and table names come from code, never from input.
 */
export async function copyInto(tx: Transaction, table: string, columns: Readonly<Record<string, ColumnType>>, rows: Iterable<readonly Cell[]>): Promise<void> {
  await copyBlocks(tx, table, Object.keys(columns), (block) => cellsInto(block, Object.values(columns), rows));
}

/** The same of rows that are written into blocks: what `write` gives means that another row is there. */
export async function copyBlocks(tx: Transaction, table: string, columns: readonly string[], write: (block: CopyBlock) => Iterable<unknown>): Promise<void> {
  const sink = tx.client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN (FORMAT binary)`));
  await pipeline(Readable.from(piecesOf(write), { objectMode: false }), sink);
}
