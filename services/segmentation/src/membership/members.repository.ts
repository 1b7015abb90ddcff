import { Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import { compileRule, type Rule } from '@widecast/rules';

export interface LockedSegment {
  readonly id: string;
  readonly rule: Rule;
}

export interface MemberMove {
  readonly contactId: string;
  readonly entered: boolean;
}

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

  /** Only who holds a segment may judge its members: of two that judge the same contact the later sees what the earlier saw. */
  async lock(tx: Transaction, ids: readonly string[]): Promise<LockedSegment[]> {
    return tx.query<LockedSegment>(`SELECT id, rule FROM segments WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [ids]);
  }

  /** Judges the contacts by the rule as of now and moves those in or out whose membership is another; who is gone leaves. */
  async judge(tx: Transaction, { id, rule }: LockedSegment, contactIds: readonly string[]): Promise<MemberMove[]> {
    // The clock is read after the lock was got: now() is the start of the transaction and may be older than the last judgement.
    const [clock] = await tx.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
    // An array of ids, not a join: a join would read all members of the segment for it.
    const { sql, parameters } = compileRule(rule, { firstParameter: 4, clock: '$3::timestamptz' });
    return tx.query<MemberMove>(
      `WITH judged AS MATERIALIZED (
         SELECT k.id, c.id IS NOT NULL AND ${sql} AS belongs, $3::timestamptz AS at
         FROM unnest($2::uuid[]) AS k (id) LEFT JOIN contacts c ON c.id = k.id LEFT JOIN accounts a ON a.id = c.account_id
       ), entered AS (
         INSERT INTO segment_members (segment_id, contact_id) SELECT $1, id FROM judged WHERE belongs ON CONFLICT DO NOTHING RETURNING contact_id
       ), departed AS (
         DELETE FROM segment_members WHERE segment_id = $1 AND contact_id = ANY (ARRAY(SELECT id FROM judged WHERE NOT belongs)) RETURNING contact_id
       )
       SELECT contact_id AS "contactId", true AS entered FROM entered UNION ALL SELECT contact_id, false FROM departed`,
      [id, contactIds, clock?.now, ...parameters],
    );
  }

  async nextRevision(tx: Transaction, id: string): Promise<number> {
    const [row] = await tx.query<{ revision: number }>('UPDATE segments SET revision = revision + 1 WHERE id = $1 RETURNING revision::int', [id]);
    return row?.revision ?? 0;
  }
}
