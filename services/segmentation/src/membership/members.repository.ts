import { Injectable } from '@nestjs/common';
import { columnsOf, idArray, type Queryable, type Transaction } from '@widecast/database';
import { compileRules, type Rule, type Totals } from '@widecast/rules';

export interface LockedSegment {
  readonly id: string;
  readonly rule: Rule;
}

/** Contacts that came into a segment, or left it. */
export interface MemberMoves {
  readonly segmentId: string;
  readonly entered: boolean;
  readonly contactIds: readonly string[];
}

/** How segments are held. */
export type Manner = 'alone' | 'beside others';

export interface Page {
  readonly after?: string | undefined;
  readonly limit: number;
}

const FROM_THE_FIRST = '00000000-0000-0000-0000-000000000000';

/** The table segment_members. */
@Injectable()
export class MembersRepository {
  async members(db: Queryable, id: string, { after = FROM_THE_FIRST, limit }: Page): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      'SELECT contact_id AS id FROM segment_members WHERE segment_id = $1 AND contact_id > $2 ORDER BY contact_id LIMIT $3',
      [id, after, limit],
    );
    return rows.map(({ id: contactId }) => contactId);
  }

  /**
   * Only who holds a segment may judge its members: of two that judge the same contact the later sees what the earlier saw. Those who
   * have no contact in common hold it beside each other until they count their moves; nobody else does meanwhile.
   */
  async lock(tx: Transaction, ids: readonly string[], manner: Manner): Promise<LockedSegment[]> {
    const isAlone = manner === 'alone';
    await tx.query(`SELECT pg_advisory_xact_lock${isAlone ? '' : '_shared'}(hashtext('widecast segment members'))`);
    return tx.query<LockedSegment>(`SELECT id, rule FROM segments WHERE id = ANY ($1::uuid[]) ORDER BY id ${isAlone ? 'FOR NO KEY UPDATE' : ''}`, [ids]);
  }

  /**
   * Judges the contacts by all the rules as of now, in one statement, and moves those in or out whose membership is another;
   * who is gone leaves. What a contact has and what he should have are compared as lists: mostly they are the same. IS TRUE keeps
   * the planner from a search of the index for each contact and segment, instead of one for each contact.
   */
  async judge(tx: Transaction, segments: readonly LockedSegment[], contactIds: readonly string[]): Promise<MemberMoves[]> {
    // The clock is read after the lock was got: now() is the start of the transaction and may be older than the last judgement. No totals begin while the list of rules is held.
    const [clock] = await tx.query<{ now: string; totals: Totals }>(`SELECT clock_timestamp()::text AS now, CASE WHEN EXISTS (SELECT FROM kept_totals) THEN 'some' ELSE 'none' END AS totals`);
    const sorted = segments.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const { joins, conditions, parameters } = compileRules(sorted.map(({ rule }) => rule), { firstParameter: 4, clock: '$3::timestamptz', totals: clock?.totals ?? 'some', attributes: 'once' });
    const wanted = conditions.map((condition, n) => `CASE WHEN ${condition} THEN ($1::uuid[])[${n + 1}] END`);
    const moves = await tx.query<{ segmentId: string; entered: boolean; contacts: string }>(
      `WITH judged AS MATERIALIZED (
         SELECT k.id, CASE WHEN c.id IS NULL THEN '{}' ELSE array_remove(ARRAY[${wanted.join(', ')}], NULL) END AS wanted, $3::timestamptz AS at,
           ARRAY(SELECT m.segment_id FROM segment_members m WHERE m.contact_id = k.id AND (m.segment_id = ANY ($1::uuid[])) IS TRUE ORDER BY m.segment_id) AS had
         FROM unnest($2::uuid[]) AS k (id) LEFT JOIN contacts c ON c.id = k.id LEFT JOIN accounts a ON a.id = c.account_id ${joins}
       ), changed AS (
         SELECT id, wanted, had FROM judged WHERE wanted <> had
       ), entered AS (
         INSERT INTO segment_members (contact_id, segment_id) SELECT id, s FROM changed, unnest(wanted) s WHERE s <> ALL (had) RETURNING segment_id, contact_id
       ), departed AS (
         DELETE FROM segment_members m USING (SELECT id, s FROM changed, unnest(had) s WHERE NOT had <@ wanted AND s <> ALL (wanted)) d
         WHERE m.contact_id = d.id AND m.segment_id = d.s RETURNING m.segment_id, m.contact_id
       )
       SELECT segment_id AS "segmentId", true AS entered, string_agg(contact_id::text, ' ') AS contacts FROM entered GROUP BY segment_id
       UNION ALL SELECT segment_id, false, string_agg(contact_id::text, ' ') FROM departed GROUP BY segment_id`,
      [sorted.map(({ id }) => id), idArray(contactIds), clock?.now, ...parameters],
    );
    return moves.map(({ segmentId, entered, contacts }) => ({ segmentId, entered, contactIds: contacts.split(' ') }));
  }

  /** Gives the segments their next revision and number of members; gives the revisions. */
  async countMoves(tx: Transaction, moves: ReadonlyMap<string, readonly MemberMoves[]>): Promise<Map<string, number>> {
    const counts = [...moves].map(([id, ofSegment]) => ({ id, more: ofSegment.reduce((sum, { entered, contactIds }) => sum + (entered ? contactIds.length : -contactIds.length), 0) }));
    const rows = await tx.query<{ id: string; revision: number }>(
      `UPDATE segments s SET revision = revision + 1, members = members + m.more
       FROM unnest($1::uuid[], $2::int[]) AS m (id, more) WHERE s.id = m.id RETURNING s.id, revision::int`,
      columnsOf(counts, ({ id }) => id, ({ more }) => more),
    );
    return new Map(rows.map(({ id, revision }) => [id, revision]));
  }
}
