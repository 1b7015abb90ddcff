import { Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import { compileRule, dependenciesOf, type Rule } from '@widecast/rules';
import type { SegmentNode } from './segment-order.ts';

export interface Segment {
  readonly id: string;
  readonly name: string;
  readonly rule: Rule;
  readonly revision: number;
  readonly members: number;
}

export interface LockedSegment {
  readonly id: string;
  readonly rule: Rule;
}

export interface Progress {
  readonly id: string;
  readonly ruleVersion: number;
  readonly evaluateAfter: string;
}

export interface MemberMove {
  readonly contactId: string;
  readonly entered: boolean;
}

const COLUMNS = `id, name, rule, revision::int, (SELECT count(*)::int FROM segment_members m WHERE m.segment_id = s.id) AS members`;
const FROM_THE_FIRST = '00000000-0000-0000-0000-000000000000';
const REGISTRY = 'widecast segments';

/** The tables segments and segment_members. */
@Injectable()
export class SegmentsRepository {
  /** Holds the list of segments still until the transaction ends: nobody adds, changes or removes one meanwhile. */
  async nodes(tx: Transaction): Promise<SegmentNode[]> {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(hashtext($1))`, [REGISTRY]);
    return tx.query<SegmentNode>('SELECT id, dependencies FROM segments ORDER BY created_at, id');
  }

  /** Waits for all who read the list, and lets nobody read it before the end: so nobody's change misses a new rule. */
  async nodesToChange(tx: Transaction): Promise<SegmentNode[]> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext($1))`, [REGISTRY]);
    return tx.query<SegmentNode>('SELECT id, dependencies FROM segments ORDER BY created_at, id');
  }

  async insert(tx: Transaction, { id, name, rule }: { id: string; name: string; rule: Rule }): Promise<void> {
    await tx.query('INSERT INTO segments (id, name, rule, dependencies, evaluate_after) VALUES ($1, $2, $3, $4, $5)', [
      id, name, JSON.stringify(rule), JSON.stringify(dependenciesOf(rule)), FROM_THE_FIRST,
    ]);
  }

  async replace(tx: Transaction, { id, name, rule }: { id: string; name: string; rule: Rule }): Promise<void> {
    await tx.query(
      `UPDATE segments SET name = $2, rule = $3, dependencies = $4, rule_version = rule_version + 1, clock_at = now(), evaluate_after = $5 WHERE id = $1`,
      [id, name, JSON.stringify(rule), JSON.stringify(dependenciesOf(rule)), FROM_THE_FIRST],
    );
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('DELETE FROM segment_members WHERE segment_id = $1', [id]);
    await tx.query('DELETE FROM segments WHERE id = $1', [id]);
  }

  async list(db: Queryable): Promise<Segment[]> {
    return db.query<Segment>(`SELECT ${COLUMNS} FROM segments s ORDER BY name`);
  }

  async find(db: Queryable, id: string): Promise<Segment | undefined> {
    return (await db.query<Segment>(`SELECT ${COLUMNS} FROM segments s WHERE id = $1`, [id]))[0];
  }

  async members(db: Queryable, id: string, page: { after: string | undefined; limit: number }): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      'SELECT contact_id AS id FROM segment_members WHERE segment_id = $1 AND contact_id > $2 ORDER BY contact_id LIMIT $3',
      [id, page.after ?? FROM_THE_FIRST, page.limit],
    );
    return rows.map(({ id: contactId }) => contactId);
  }

  async count(db: Queryable, rule: Rule): Promise<number> {
    const { sql, parameters } = compileRule(rule);
    const [row] = await db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id WHERE ${sql}`,
      parameters,
    );
    return row?.count ?? 0;
  }

  /** Only who holds a segment may judge its members: of two that judge the same contact the later sees what the earlier saw. */
  async lock(tx: Transaction, ids: readonly string[]): Promise<LockedSegment[]> {
    return tx.query<LockedSegment>(`SELECT id, rule FROM segments WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [ids]);
  }

  /** Segments of which some contacts wait for the full evaluation. */
  async unfinished(db: Queryable): Promise<string[]> {
    const rows = await db.query<{ id: string }>('SELECT id FROM segments WHERE evaluate_after IS NOT NULL ORDER BY created_at');
    return rows.map(({ id }) => id);
  }

  /** How far the full evaluation came; undefined when it is complete or the segment is gone. */
  async progress(tx: Transaction, id: string): Promise<Progress | undefined> {
    const [row] = await tx.query<Progress>(
      'SELECT id, rule_version AS "ruleVersion", evaluate_after AS "evaluateAfter" FROM segments WHERE id = $1 AND evaluate_after IS NOT NULL',
      [id],
    );
    return row;
  }

  async contactsAfter(tx: Transaction, id: string, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM contacts WHERE id > $1 ORDER BY id LIMIT $2', [id, limit]);
    return rows.map(({ id: contactId }) => contactId);
  }

  async noteProgress(tx: Transaction, from: Progress, evaluateAfter: string | null): Promise<void> {
    await tx.query('UPDATE segments SET evaluate_after = $4 WHERE id = $1 AND rule_version = $2 AND evaluate_after = $3', [
      from.id, from.ruleVersion, from.evaluateAfter, evaluateAfter,
    ]);
  }

  /** Judges the contacts by the rule as of now and moves those in or out whose membership is another; gives the moves. */
  async judge(tx: Transaction, { id, rule }: LockedSegment, contactIds: readonly string[]): Promise<MemberMove[]> {
    // The clock is read after the lock was got: now() is the start of the transaction and may be older than the last judgement.
    const [clock] = await tx.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
    const { sql, parameters } = compileRule(rule, { firstParameter: 4, clock: '$3::timestamptz' });
    return tx.query<MemberMove>(
      `WITH judged AS MATERIALIZED (
         SELECT c.id, ${sql} AS belongs, $3::timestamptz AS at FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id
         WHERE c.id = ANY ($2::uuid[])
       ), entered AS (
         INSERT INTO segment_members (segment_id, contact_id) SELECT $1, id FROM judged WHERE belongs ON CONFLICT DO NOTHING RETURNING contact_id
       ), departed AS (
         DELETE FROM segment_members m USING judged j WHERE m.segment_id = $1 AND m.contact_id = j.id AND NOT j.belongs RETURNING m.contact_id
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
