import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { suppressedAmong } from '../suppressions/suppressed.repository.ts';
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

/** What is known of rows of a list. */
export interface Look {
  /** In the order of the rows. */
  readonly acquaintances: readonly Acquaintance[];
  /** How many of the addresses get no promotions. */
  readonly suppressed: number;
}

const NOTHING_TOLD = '\0'.repeat(16);
const LETTERS: Readonly<Record<string, Acquaintance>> = { n: 'new', k: 'known', s: 'same' };

/** Looks up the rows of a list by their addresses, before they are read any further. */
@Injectable()
export class KnownContacts {
  constructor(private readonly database: Database) {}

  /** Those of the contacts whose addresses nobody has. */
  async news(drafts: readonly ContactDraft[]): Promise<ReadonlySet<string>> {
    const { acquaintances } = await this.lookUp(drafts.map(({ email }) => ({ email, told: NOTHING_TOLD })));
    return new Set(drafts.filter((_, index) => acquaintances[index] === 'new').map(({ email }) => email));
  }

  /** The same as {@link lookUp} of rows that are taken for those of nobody who is known. */
  async take(rows: readonly RowIdentity[]): Promise<Look> {
    const [found] = await this.database.query<{ suppressed: number }>(`SELECT ${suppressedAmong('$1')} AS suppressed`, [emailsOf(rows)]);
    return { acquaintances: rows.map(() => 'new'), suppressed: found?.suppressed ?? 0 };
  }

  /** Which of these external ids somebody has. */
  async externalIds(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await tx.query<{ id: string }>('SELECT external_id AS id FROM contacts WHERE external_id = ANY ($1::text[])', [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  async lookUp(rows: readonly RowIdentity[]): Promise<Look> {
    if (rows.length === 0) return { acquaintances: [], suppressed: 0 };
    return this.database.transaction(async (tx) => {
      await lookUpByKeys(tx);
      // Otherwise the planner takes the lists apart too.
      await tx.query(`SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`);
      // One text instead of a row for each: a letter is all that is to be known.
      const [found] = await tx.query<{ letters: string; suppressed: number }>(
        `SELECT string_agg(CASE
           WHEN c.id IS NULL THEN 'n'
           WHEN uuid_send(c.told) = substr($2::bytea, (16 * n - 15)::int, 16) AND c.told_version = c.version AND a.facts IS NOT DISTINCT FROM c.told_facts THEN 's'
           ELSE 'k' END, '' ORDER BY n) AS letters, ${suppressedAmong('$1')} AS suppressed
         FROM unnest(string_to_array($1, ' ')) WITH ORDINALITY AS k (email, n)
         LEFT JOIN contacts c ON c.email = k.email LEFT JOIN accounts a ON a.id = c.account_id`,
        [emailsOf(rows), Buffer.from(rows.map(({ told }) => told).join(''), 'latin1')],
      );
      return { acquaintances: Array.from(found?.letters ?? '', (letter) => LETTERS[letter] ?? 'known'), suppressed: found?.suppressed ?? 0 };
    });
  }
}

/** No address has a space in it, and the driver would look at each element of an array for what to escape. */
const emailsOf = (rows: readonly RowIdentity[]): string => rows.map(({ email }) => email).join(' ');
