import { Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import { dependenciesOf, type Rule } from '@widecast/rules';

export interface Segment {
  readonly id: string;
  readonly name: string;
  readonly rule: Rule;
  readonly revision: number;
  readonly members: number;
}

type Draft = Pick<Segment, 'id' | 'name' | 'rule'>;

const COLUMNS = 'id, name, rule, revision::int, members';
const NOBODY: Rule = { not: { field: 'createdAt', op: 'exists' } };

/** The table segments. */
@Injectable()
export class SegmentsRepository {
  async insert(tx: Transaction, { id, name, rule }: Draft): Promise<void> {
    await tx.query(`INSERT INTO segments (id, name, rule, dependencies, evaluation) VALUES ($1, $2, $3, $4, 'asked')`, [
      id, name, JSON.stringify(rule), JSON.stringify(dependenciesOf(rule)),
    ]);
  }

  async replace(tx: Transaction, { id, name, rule }: Draft): Promise<void> {
    await tx.query(
      `UPDATE segments SET name = $2, rule = $3, dependencies = $4, rule_version = rule_version + 1, clock_at = now(), evaluation = 'asked' WHERE id = $1`,
      [id, name, JSON.stringify(rule), JSON.stringify(dependenciesOf(rule))],
    );
    await tx.query('DELETE FROM segment_candidates WHERE segment_id = $1', [id]);
  }

  /** From now on nobody sees it, nobody enters it, and its name is free. */
  async retire(tx: Transaction, id: string): Promise<void> {
    await tx.query(
      `UPDATE segments SET name = id::text, rule = $2, dependencies = $3, rule_version = rule_version + 1, evaluation = NULL, removed_at = now() WHERE id = $1`,
      [id, JSON.stringify(NOBODY), JSON.stringify(dependenciesOf(NOBODY))],
    );
    await tx.query('DELETE FROM segment_candidates WHERE segment_id = $1', [id]);
  }

  async removed(db: Queryable): Promise<string[]> {
    return (await db.query<{ id: string }>('SELECT id FROM segments WHERE removed_at IS NOT NULL ORDER BY id')).map(({ id }) => id);
  }

  async someMembers(tx: Transaction, id: string, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('SELECT contact_id AS id FROM segment_members WHERE segment_id = $1 ORDER BY contact_id LIMIT $2', [id, limit]);
    return rows.map(({ id: contactId }) => contactId);
  }

  async delete(tx: Transaction, id: string): Promise<void> {
    await tx.query('DELETE FROM segments WHERE id = $1 AND removed_at IS NOT NULL', [id]);
  }

  /** In order of their names. */
  async list(db: Queryable, { after, limit }: { after?: string | undefined; limit: number }): Promise<Segment[]> {
    return db.query<Segment>(
      `SELECT ${COLUMNS} FROM segments s WHERE removed_at IS NULL AND ($1::uuid IS NULL OR (name, id) > (SELECT name, id FROM segments WHERE id = $1))
       ORDER BY name, id LIMIT $2`,
      [after, limit],
    );
  }

  async find(db: Queryable, id: string): Promise<Segment | undefined> {
    return (await db.query<Segment>(`SELECT ${COLUMNS} FROM segments s WHERE id = $1 AND removed_at IS NULL`, [id]))[0];
  }
}
