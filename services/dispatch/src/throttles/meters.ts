import { Injectable } from '@nestjs/common';
import { columnsOf, type Queryable, type Transaction } from '@widecast/database';
import type { Cells } from './meter.ts';

export interface Reading {
  readonly cells: Map<string, Cells>;
  /** The clock of the database, in ms since the epoch. */
  readonly now: number;
}

interface Row {
  readonly [column: string]: unknown;
  readonly key: string | null;
  readonly cells: Cells | null;
  readonly now: number;
}

const READ = `
  SELECT m.key, m.cells, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now
  FROM (SELECT) one LEFT JOIN throttle_meters m ON m.key = ANY($1)`;

const MAKE = 'INSERT INTO throttle_meters (key) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING';

/** In the order of their keys, so that two who lock several do not wait for each other in a circle. The time is that of the last lock. */
const LOCK = `
  WITH locked AS MATERIALIZED (SELECT key, cells FROM throttle_meters WHERE key = ANY($1) ORDER BY key FOR UPDATE)
  SELECT key, cells, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now FROM locked`;

const WRITE = 'UPDATE throttle_meters m SET cells = w.cells FROM unnest($1::text[], $2::jsonb[]) AS w (key, cells) WHERE m.key = w.key';

/** What was given out lately, shared by all processes: a row for each limit. */
@Injectable()
export class Meters {
  async read(database: Queryable, keys: readonly string[]): Promise<Reading> {
    return readingOf(await database.query<Row>(READ, [keys]));
  }

  /** Nobody else gives out of these until the transaction ends. */
  async lock(tx: Transaction, keys: readonly string[]): Promise<Reading> {
    const sorted = [...keys].toSorted();
    const rows = await tx.query<Row>(LOCK, [sorted]);
    if (rows.length === sorted.length) return readingOf(rows);
    await tx.query(MAKE, [sorted]);
    return readingOf(await tx.query<Row>(LOCK, [sorted]));
  }

  async write(tx: Transaction, meters: ReadonlyMap<string, Cells>): Promise<void> {
    if (meters.size > 0) await tx.query(WRITE, columnsOf([...meters], ([key]) => key, ([, cells]) => JSON.stringify(cells)));
  }
}

function readingOf(rows: readonly Row[]): Reading {
  const cells = new Map(rows.flatMap(({ key, cells: some }) => (key === null || some === null ? [] : [[key, some] as const])));
  return { cells, now: Math.max(...rows.map(({ now }) => now)) };
}
