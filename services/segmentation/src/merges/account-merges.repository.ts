import { Injectable } from '@nestjs/common';
import type { Tier } from '@widecast/contracts';
import type { Queryable, Transaction } from '@widecast/database';
import type { MergeView } from './merges.api.ts';

export interface Merge {
  /** The account that is merged. */
  readonly accountId: string;
  readonly intoId: string;
  readonly person: string;
  readonly note: string | null;
}

export interface Mergeable {
  readonly id: string;
  readonly key: string;
  /** The account that has its contacts since a merge. */
  readonly into: string | null;
  readonly tier: Tier;
  /** What a person said that it is. */
  readonly personTier: Tier | null;
}

const BEFORE = `jsonb_build_object('own', coalesce(own, jsonb_build_object('tier', tier, 'confidence', confidence, 'upper', upper)) || jsonb_build_object('evidence', evidence), 'leading', led_by)`;

/** The table account_merges, and what of accounts and contacts says who is merged. */
@Injectable()
export class AccountMergesRepository {
  async find(db: Queryable, ids: readonly string[]): Promise<Mergeable[]> {
    return db.query<Mergeable & Record<string, unknown>>(
      `SELECT a.id, a.key, a.merged_into AS into, a.tier, a.person_tier AS "personTier" FROM accounts a WHERE a.id = ANY ($1::uuid[])`, [ids]);
  }

  async contactsOf(db: Queryable, accountId: string): Promise<number> {
    const [row] = await db.query<{ contacts: number }>('SELECT count(*)::int AS contacts FROM contacts WHERE account_id = $1', [accountId]);
    return row?.contacts ?? 0;
  }

  /** The account and all that are merged into it, directly or by others. */
  async partsOf(tx: Transaction, accountId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `WITH RECURSIVE parts (id) AS (SELECT $1::uuid UNION SELECT m.account_id FROM parts JOIN account_merges m ON m.into_id = parts.id) SELECT id FROM parts`, [accountId]);
    return rows.map(({ id }) => id);
  }

  /** With what must be as before when it is undone. */
  async note(tx: Transaction, { accountId, intoId, person, note }: Merge): Promise<void> {
    await tx.query(
      `INSERT INTO account_merges (account_id, into_id, self, whole, decision, person, note)
       SELECT $1, $2, (SELECT ${BEFORE} FROM accounts WHERE id = $1), (SELECT ${BEFORE} FROM accounts WHERE id = $2), (SELECT to_jsonb(h) FROM hand_offs h WHERE h.account_id = $1), $3, $4`,
      [accountId, intoId, person, note]);
  }

  /** Gives the contacts of the account to the other one; their ids. */
  async giveContacts(tx: Transaction, { accountId, intoId }: Merge): Promise<string[]> {
    return idsOf(await tx.query<{ id: string }>(
      'UPDATE contacts SET account_id = $2, came_to = coalesce(came_to, $1), version = version + 1, changed_at = now() WHERE account_id = $1 RETURNING id', [accountId, intoId]));
  }

  /** The account shows what is its own from now on, and others what it has. */
  async hide(tx: Transaction, { accountId, intoId }: Merge): Promise<void> {
    await tx.query(
      `UPDATE accounts SET merged_into = $2, name = CASE WHEN told IS NULL THEN name ELSE told ->> 'name' END, attributes = coalesce(told -> 'attributes', attributes), told = NULL, version = version + 1
       WHERE id = $1 OR merged_into = $1`, [accountId, intoId]);
  }

  /** Where nothing was decided on an account that is handed over now, what was decided on the merged one counts. */
  async inheritDecision(tx: Transaction, { accountId, intoId }: Merge): Promise<void> {
    await tx.query(
      `INSERT INTO hand_offs SELECT d.* FROM account_merges m JOIN accounts a ON a.id = m.into_id AND a.handed_off CROSS JOIN jsonb_populate_record(NULL::hand_offs, m.decision || jsonb_build_object('account_id', $2::uuid)) d
       WHERE m.account_id = $1 AND m.decision IS NOT NULL ON CONFLICT (account_id) DO NOTHING`, [accountId, intoId]);
  }

  /** Takes the merge back: both are judged from where they stood, the merged one by what was told of it meanwhile too; a later one into the same account goes on from there. */
  async remove(tx: Transaction, accountId: string, parts: readonly string[]): Promise<void> {
    await tx.query(
      `WITH gone AS (DELETE FROM account_merges WHERE account_id = $1 RETURNING n, into_id, self, whole), later AS (
         UPDATE account_merges m SET whole = gone.whole FROM gone WHERE m.n = (SELECT min(l.n) FROM account_merges l WHERE l.into_id = gone.into_id AND l.n > gone.n)
       ), apart AS (
         UPDATE accounts a SET merged_into = nullif($1, a.id), version = a.version + 1,
           own = CASE WHEN a.id = $1 THEN (gone.self -> 'own') - 'evidence' ELSE a.own END, led_by = CASE WHEN a.id = $1 THEN nullif(gone.self -> 'leading', 'null') ELSE a.led_by END
         FROM gone WHERE a.id = ANY ($2::uuid[])
       )
       UPDATE accounts a SET own = gone.whole -> 'own', led_by = nullif(gone.whole -> 'leading', 'null') FROM gone WHERE a.id = gone.into_id AND a.merged_into IS NULL`, [accountId, parts]);
  }

  async takeContacts(tx: Transaction, accountId: string, parts: readonly string[]): Promise<string[]> {
    return idsOf(await tx.query<{ id: string }>(
      'UPDATE contacts SET account_id = $1, came_to = nullif(came_to, $1), version = version + 1, changed_at = now() WHERE came_to = ANY ($2::uuid[]) RETURNING id', [accountId, parts]));
  }

  /** Into which account it was merged itself, and what had been decided on it before. */
  async mergeOf(tx: Transaction, accountId: string): Promise<{ intoId: string; decision: object | null } | undefined> {
    const [row] = await tx.query<{ intoId: string; decision: object | null }>('SELECT into_id AS "intoId", decision FROM account_merges WHERE account_id = $1', [accountId]);
    return row;
  }

  async decideAgain(tx: Transaction, accountId: string, decision: object): Promise<void> {
    await tx.query(
      `INSERT INTO hand_offs SELECT d.* FROM accounts a CROSS JOIN jsonb_populate_record(NULL::hand_offs, $2::jsonb) d WHERE a.id = $1 AND a.handed_off ON CONFLICT (account_id) DO NOTHING`,
      [accountId, JSON.stringify(decision)]);
  }

  /** The last first; of all accounts, or those of one. */
  list(db: Queryable, { intoId, limit }: { intoId: string | null; limit: number }): Promise<MergeView[]> {
    return db.query<MergeView & Record<string, unknown>>(
      `SELECT m.account_id AS "accountId", m.into_id AS "intoId", a.key, a.name, (SELECT count(*)::int FROM contacts c WHERE c.came_to = a.id) AS contacts, m.person AS by, m.note, to_json(m.at) #>> '{}' AS at
       FROM account_merges m JOIN accounts a ON a.id = m.account_id WHERE $1::uuid IS NULL OR a.merged_into = $1 ORDER BY m.n DESC LIMIT $2`, [intoId, limit]);
  }
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);
