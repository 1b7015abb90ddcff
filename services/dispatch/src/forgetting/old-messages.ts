import { usePrimaryKeys, type Database } from '@widecast/database';
import { OVER_FOR_GOOD, PIECE, type Page } from './page.ts';

/** The ids of messages (UUID v7) begin with the time at which they were asked for, in ms since 1970; none was before. */
const BEFORE = `(lpad(to_hex(greatest(extract(epoch FROM now() - make_interval(secs => $2::float8 * 86400)) * 1000, 0)::bigint), 12, '0') || repeat('0', 20))::uuid`;

const FORGET = `
  WITH old AS MATERIALIZED (
    SELECT id, source_id, contact_id FROM messages WHERE id > $1 AND id < ${BEFORE} ORDER BY id LIMIT ${PIECE} FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM deliveries d USING old o WHERE d.source_id = o.source_id AND d.contact_id = o.contact_id AND d.step = o.id::text AND d.step <> '' AND ${OVER_FOR_GOOD} RETURNING d.step
  ), forgotten AS (
    DELETE FROM messages WHERE id = ANY (ARRAY(SELECT step::uuid FROM gone)) RETURNING id
  )
  SELECT (SELECT max(id::text) FROM old) AS last, (SELECT count(*)::int FROM forgotten) AS forgotten`;

const FIRST = '00000000-0000-0000-0000-000000000000';

/** The next single messages behind an id that are older, with their keys and their rows of the ledger. */
export function forgetMessages(database: Database, after: string | null, days: number): Promise<Page> {
  return database.transaction(async (tx) => {
    await usePrimaryKeys(tx);
    const [page] = await tx.query<Page>(FORGET, [after ?? FIRST, days]);
    return page ?? { last: null, forgotten: 0 };
  });
}
