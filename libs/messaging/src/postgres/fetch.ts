import type { Queryable } from '@widecast/database';
import type { LogRecord } from '../log/event-log.ts';
import { unpack } from '../log/packed.ts';

interface Row extends Record<string, unknown> {
  readonly offset: string;
  readonly key: string;
  readonly headers: string;
  readonly value: Buffer | null;
}

// The running sum is taken over the sizes, so that a batch of large records stays within the limit of bytes.
const FETCH = `
  SELECT "offset"::text AS "offset", key, headers, value FROM (
    SELECT "offset", key, headers, value, sum(bytes) OVER (ORDER BY "offset") - bytes AS before
    FROM (
      SELECT * FROM event_log.records WHERE topic = $1 AND partition = $2 AND "offset" >= $3 ORDER BY "offset" LIMIT $4
    ) page
  ) sized WHERE before < $5 ORDER BY sized."offset"
`;

export const FETCH_RECORDS = 1000;
/** All of them stay in memory until the last one is handled, for each partition that is worked on. */
const FETCH_BYTES = 256 * 1024;

/** The next records of a partition: at most 1,000, at most 256 kB beside the last one. */
export async function fetchRecords(database: Queryable, topic: string, partition: number, from: bigint): Promise<LogRecord[]> {
  const rows = await database.query<Row>(FETCH, [topic, partition, from.toString(), FETCH_RECORDS, FETCH_BYTES]);
  return rows.map(({ offset, key, headers, value }) => ({
    topic, key, value: value && unpack(value), offset: BigInt(offset), headers: JSON.parse(headers) as Record<string, string>,
  }));
}
