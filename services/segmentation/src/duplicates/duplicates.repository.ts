import { Injectable } from '@nestjs/common';
import { columnsOf, type Queryable, type Transaction } from '@widecast/database';
import { newIds } from '../writing/new-ids.ts';
import type { DuplicateView } from './duplicates.api.ts';
import type { Likeness } from './likeness.ts';

export interface Proposal extends Likeness {
  readonly one: string;
  readonly other: string;
}

export interface ProposalFilter {
  readonly dismissed: boolean;
  readonly account?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const accountOf = (name: string): string =>
  `jsonb_build_object('id', ${name}.id, 'key', ${name}.key, 'name', ${name}.name, 'tier', ${name}.tier, 'contacts', (SELECT count(*) FROM contacts c WHERE c.account_id = ${name}.id))`;
const VIEW = `
  SELECT d.id, d.score, d.reasons, d.dismissed, d.person AS by, d.note, to_json(d.decided_at) #>> '{}' AS "decidedAt", to_json(d.found_at) #>> '{}' AS "foundAt", jsonb_build_array(${accountOf('a')}, ${accountOf('b')}) AS accounts
  FROM account_duplicates d JOIN accounts a ON a.id = d.one AND a.merged_into IS NULL JOIN accounts b ON b.id = d.other AND b.merged_into IS NULL`;

/** The table account_duplicates. */
@Injectable()
export class DuplicatesRepository {
  /** What was dismissed stays so. */
  async propose(tx: Transaction, proposals: readonly Proposal[], search: string): Promise<void> {
    if (proposals.length === 0) return;
    const ids = newIds(proposals.length);
    await tx.query(
      `INSERT INTO account_duplicates AS d (id, one, other, score, reasons, search)
       SELECT *, $6::bigint FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::float8[], $5::jsonb[]) AS p (id, one, other, score, reasons) ORDER BY one, other
       ON CONFLICT (one, other) DO UPDATE SET score = excluded.score, reasons = excluded.reasons, search = excluded.search WHERE NOT d.dismissed`,
      [ids, ...columnsOf(proposals, ({ one }) => one, ({ other }) => other, ({ score }) => score, ({ reasons }) => JSON.stringify(reasons)), search]);
  }

  /** Proposals that a search has not found again. */
  async forgetBefore(tx: Transaction, search: string): Promise<void> {
    await tx.query('DELETE FROM account_duplicates WHERE NOT dismissed AND search < $1', [search]);
  }

  /** The likeliest first. */
  async list(db: Queryable, { dismissed, account, after, limit }: ProposalFilter): Promise<DuplicateView[]> {
    return db.query<DuplicateView & Record<string, unknown>>(
      `${VIEW} WHERE d.dismissed = $1 AND ($2::uuid IS NULL OR d.one = $2 OR d.other = $2)
         AND ($3::uuid IS NULL OR (-d.score, d.id) > (SELECT -s.score, s.id FROM account_duplicates s WHERE s.id = $3)) ORDER BY d.score DESC, d.id LIMIT $4`, [dismissed, account, after, limit]);
  }

  async find(db: Queryable, id: string): Promise<DuplicateView | undefined> {
    return (await db.query<DuplicateView & Record<string, unknown>>(`${VIEW} WHERE d.id = $1`, [id]))[0];
  }

  async dismiss(tx: Transaction, id: string, { person, note }: { person: string; note: string | null }): Promise<void> {
    await tx.query('UPDATE account_duplicates SET dismissed = true, person = $2, note = $3, decided_at = now() WHERE id = $1', [id, person, note]);
  }

  /** Two that somebody has parted again are not proposed any more. */
  async dismissPair(tx: Transaction, some: readonly [string, string], person: string): Promise<void> {
    await tx.query(
      `INSERT INTO account_duplicates AS d (id, one, other, score, reasons, search, dismissed, person, note, decided_at) VALUES ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), 0, '[]', 0, true, $4, 'the merge was undone', now())
       ON CONFLICT (one, other) DO UPDATE SET dismissed = true, person = excluded.person, note = excluded.note, decided_at = now()`, [newIds(1)[0], ...some, person]);
  }
}
