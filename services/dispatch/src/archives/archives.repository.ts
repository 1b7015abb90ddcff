import { Injectable } from '@nestjs/common';
import { usePrimaryKeys, type Transaction } from '@widecast/database';

/** Deliveries of a row of the archive. */
export const ROW = 1000;

/** Who is still open, which cannot be, stays where he is. */
const SETTLED = "state NOT IN ('pending', 'deferred', 'held')";

/** From the end of the archive on, so that no plan walks through what was deleted before; then what was brought back. */
const NEXT = `
  SELECT coalesce(
    (SELECT min(seq) FROM deliveries WHERE source_id = $1 AND ${SETTLED} AND seq >= (SELECT max(first_seq + deliveries) FROM ledger_archives WHERE source_id = $1)),
    (SELECT min(seq) FROM deliveries WHERE source_id = $1 AND ${SETTLED})) AS next`;

/** The oldest of a source that goes on, behind a number; whether they make a row, and nothing of them changed lately. */
const OLDEST = `
  SELECT min(seq) AS first, count(*) = ${ROW} AND bool_and(${SETTLED} AND updated_at < now() - make_interval(secs => $3::float8 * 86400)) AS "isDue"
  FROM (SELECT seq, state, updated_at FROM deliveries WHERE source_id = $1 AND seq >= $2 ORDER BY seq LIMIT ${ROW}) oldest`;

const END = 'SELECT coalesce(max(first_seq + deliveries), 0) AS "end" FROM ledger_archives WHERE source_id = $1';

/** Numbers of a row follow each other without a gap. */
const COMPACT = `
  WITH numbered AS (
    SELECT seq, seq - row_number() OVER (ORDER BY seq) AS gap FROM (
      SELECT seq FROM deliveries WHERE source_id = $1 AND seq >= $2 AND seq < $2 + ${ROW} AND ${SETTLED}) next
  ), taken AS (
    DELETE FROM deliveries WHERE source_id = $1 AND seq = ANY (ARRAY(SELECT seq FROM numbered WHERE gap = (SELECT min(gap) FROM numbered)))
    RETURNING seq, contact_id, email, updated_at, jsonb_strip_nulls(jsonb_build_object('step', nullif(step, ''), 'arm', arm, 'template_id', template_id,
      'promotion', promotion, 'state', state, 'reason', reason, 'attempt', attempt, 'version', version, 'mark', mark)) AS outcome
  ), kinds AS (
    SELECT outcome, row_number() OVER (ORDER BY outcome) AS code FROM taken GROUP BY outcome
  )
  INSERT INTO ledger_archives (source_id, first_seq, deliveries, contacts, codes, settled, emails, outcomes)
  SELECT $1, min(seq), count(*), array_agg(contact_id ORDER BY seq), array_agg(code::smallint ORDER BY seq), array_agg(floor(extract(epoch FROM updated_at))::int ORDER BY seq),
         string_agg(email, E'\\n' ORDER BY seq), (SELECT jsonb_agg(outcome ORDER BY code) FROM kinds)
  FROM taken JOIN kinds USING (outcome) HAVING count(*) > 0
  RETURNING deliveries`;

const FIND = 'SELECT first_seq AS "firstSeq" FROM ledger_archives WHERE source_id = $1 AND EXISTS (SELECT FROM unnest($2::int[]) n WHERE n >= first_seq AND n < first_seq + deliveries)';

/** Back among the others. The trigger counts what is entered; it had been counted before. */
const BRING_BACK = `
  WITH back AS (
    INSERT INTO deliveries (source_id, seq, step, contact_id, email, arm, template_id, promotion, state, reason, attempt, version, mark, updated_at)
    SELECT source_id, seq, step, contact_id, email, arm, template_id, promotion, state::delivery_state, reason, attempt, version, mark, updated_at
    FROM archived_deliveries WHERE source_id = $1 AND first_seq = ANY ($2) RETURNING state
  )
  INSERT INTO ledger_changes (source_id, state, n) SELECT $1, state, -count(*) FROM back WHERE EXISTS (SELECT FROM sources WHERE id = $1 AND kind = 'campaign') GROUP BY state`;

/** Moves deliveries of sources that are over into the archive, and back where there is news of them. */
@Injectable()
export class ArchivesRepository {
  /** The next row of a source, which the caller has locked; gives how many deliveries it took. */
  async compact(tx: Transaction, sourceId: string): Promise<number> {
    await usePrimaryKeys(tx);
    const [from] = await tx.query<{ next: number | null }>(NEXT, [sourceId]);
    if (!from || from.next === null) return 0;
    const [row] = await tx.query<{ deliveries: number }>(COMPACT, [sourceId, from.next]);
    return row?.deliveries ?? 0;
  }

  /**
   * The next whole row of a source that goes on, which the caller has locked, of deliveries to which nothing happened for so many days; gives how
   * many it took. What was brought back is looked for when there is nothing else.
   */
  async compactOld(tx: Transaction, sourceId: string, days: number): Promise<number> {
    await usePrimaryKeys(tx);
    const [{ end } = { end: 0 }] = await tx.query<{ end: number }>(END, [sourceId]);
    for (const from of new Set([end, 0])) {
      const [oldest] = await tx.query<{ first: number | null; isDue: boolean | null }>(OLDEST, [sourceId, from, days]);
      if (oldest?.isDue !== true) continue;
      const [row] = await tx.query<{ deliveries: number }>(COMPACT, [sourceId, oldest.first]);
      return row?.deliveries ?? 0;
    }
    return 0;
  }

  /** Whether any of these deliveries was in the archive; they, and those of the same rows, are in the ledger again. */
  async bringBack(tx: Transaction, sourceId: string, seqs: readonly number[]): Promise<boolean> {
    if (seqs.length === 0 || (await tx.query(FIND, [sourceId, seqs])).length === 0) return false;
    // Whoever compacts this source waits, and has not taken anything meanwhile.
    await tx.query('SELECT FROM sources WHERE id = $1 FOR UPDATE', [sourceId]);
    const rows = (await tx.query<{ firstSeq: number }>(FIND, [sourceId, seqs])).map(({ firstSeq }) => firstSeq);
    await tx.query(BRING_BACK, [sourceId, rows]);
    await tx.query('DELETE FROM ledger_archives WHERE source_id = $1 AND first_seq = ANY ($2)', [sourceId, rows]);
    await tx.query('UPDATE ledger_compactions SET done_at = NULL WHERE campaign_id = $1', [sourceId]);
    return true;
  }
}
