import { usePrimaryKeys, type Database } from '@widecast/database';
import { REDELIVERY_DAYS } from '../ledger/redelivery.ts';
import { OVER_FOR_GOOD, PIECE, type Page } from './page.ts';

const FORGET = `
  WITH old AS MATERIALIZED (
    SELECT id, ticket_id, created_at FROM replies
    WHERE (created_at, id) > (split_part($1, '/', 1)::timestamptz, split_part($1, '/', 2)::uuid) AND created_at < now() - make_interval(secs => $2::float8 * 86400)
    ORDER BY created_at, id LIMIT ${PIECE} FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM deliveries d USING old o WHERE d.source_id = o.ticket_id AND d.step = o.id::text AND ${OVER_FOR_GOOD} RETURNING d.step
  ), forgotten AS (
    DELETE FROM replies WHERE id = ANY (ARRAY(SELECT step::uuid FROM gone)) RETURNING ticket_id
  )
  SELECT (SELECT created_at::text || '/' || id FROM old ORDER BY created_at DESC, id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM forgotten) AS forgotten,
         ARRAY(SELECT DISTINCT ticket_id FROM forgotten) AS tickets`;

/** Who enters an answer meanwhile moves the numbers of the ticket, and is waited for or waits; he begins the source anew. */
const END = `
  DELETE FROM sources s USING (SELECT id, next_seq FROM sources WHERE id = ANY ($1::uuid[]) AND kind = 'ticket') was
  WHERE s.id = was.id AND s.next_seq = was.next_seq AND s.cursor = s.next_seq
    AND NOT EXISTS (SELECT FROM deliveries WHERE source_id = s.id) AND NOT EXISTS (SELECT FROM claims WHERE source_id = s.id)`;

const FIRST = '-infinity/00000000-0000-0000-0000-000000000000';

interface Answers extends Page {
  readonly tickets: readonly string[];
}

/** The next answers to tickets that are older, what was said in them and their rows of the ledger; and tickets of which nothing is left there. */
export function forgetAnswers(database: Database, after: string | null, days: number): Promise<Page> {
  return database.transaction(async (tx) => {
    await usePrimaryKeys(tx);
    const [page] = await tx.query<Answers>(FORGET, [after ?? FIRST, Math.max(days, REDELIVERY_DAYS)]);
    if (page && page.tickets.length > 0) await tx.query(END, [page.tickets]);
    return page ?? { last: null, forgotten: 0 };
  });
}
