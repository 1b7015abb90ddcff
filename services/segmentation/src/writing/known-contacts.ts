import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { SuppressedRepository } from '../suppressions/suppressed.repository.ts';
import { lookUpByKeys } from '../upkeep/plans.ts';
import type { ContactDraft } from './contact-draft.ts';

/** Whom a row of a list is of, and its digest. */
export interface RowIdentity {
  readonly email: string;
  /** 16 characters, each a byte. */
  readonly told: string;
}

/** `same`: the very row was applied before and nothing has changed since, so that it would change nothing. */
export type Acquaintance = 'new' | 'known' | 'same';

const NOTHING_TOLD = '\0'.repeat(16);
const LETTERS: Readonly<Record<string, Acquaintance>> = { n: 'new', k: 'known', s: 'same' };

/** Looks up the rows of a list by their addresses, before they are read any further. */
@Injectable()
export class KnownContacts {
  constructor(
    private readonly database: Database,
    private readonly suppressions: SuppressedRepository,
  ) {}

  /** Those of the contacts whose addresses nobody has. */
  async news(drafts: readonly ContactDraft[]): Promise<ReadonlySet<string>> {
    const acquaintances = await this.lookUp(drafts.map(({ email }) => ({ email, told: NOTHING_TOLD })));
    return new Set(drafts.filter((_, index) => acquaintances[index] === 'new').map(({ email }) => email));
  }

  /** How many of the addresses get no promotions. */
  suppressed(rows: readonly RowIdentity[]): Promise<number> {
    return this.suppressions.countAmong(this.database, rows.map(({ email }) => email));
  }

  /** Which of these external ids somebody has. */
  async externalIds(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await tx.query<{ id: string }>('SELECT external_id AS id FROM contacts WHERE external_id = ANY ($1::text[])', [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  /** In the order of the rows. */
  async lookUp(rows: readonly RowIdentity[]): Promise<Acquaintance[]> {
    if (rows.length === 0) return [];
    return this.database.transaction(async (tx) => {
      await lookUpByKeys(tx);
      // Otherwise the planner takes the lists apart too.
      await tx.query(`SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`);
      // One text instead of a row for each: a letter is all that is to be known.
      const [found] = await tx.query<{ letters: string }>(
        `SELECT string_agg(CASE
           WHEN c.id IS NULL THEN 'n'
           WHEN uuid_send(c.told) = substr($2::bytea, (16 * n - 15)::int, 16) AND c.told_version = c.version AND a.facts IS NOT DISTINCT FROM c.told_facts THEN 's'
           ELSE 'k' END, '' ORDER BY n) AS letters
         FROM unnest(string_to_array($1, ' ')) WITH ORDINALITY AS k (email, n)
         LEFT JOIN contacts c ON c.email = k.email LEFT JOIN accounts a ON a.id = c.account_id`,
        // No address has a space in it, and the driver would look at each element of an array for what to escape.
        [rows.map(({ email }) => email).join(' '), Buffer.from(rows.map(({ told }) => told).join(''), 'latin1')],
      );
      return Array.from(found?.letters ?? '', (letter) => LETTERS[letter] ?? 'known');
    });
  }
}
