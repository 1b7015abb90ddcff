import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { Conflict, NotFound } from '@widecast/service-kit';
import { Areas } from '../areas/areas.ts';
import type { NamedAccount } from './accounts.repository.ts';

/** Throws {@link NotFound} where there is none, and {@link Conflict} where it is merged into another one. */
export function assertNotMerged<Account extends { readonly into: string | null }>(account: Account | undefined, id: string): asserts account {
  if (!account) throw new NotFound('account', id);
  if (account.into !== null) throw new Conflict(`The account ${id} is merged into the account ${account.into}; name that one, or undo the merge`);
}

/**
 * What accounts show that others are merged into: what was told under their own keys, and where that says nothing, what was
 * told under those of the others, of which the first that was merged comes first. Each key keeps what was told under it.
 */
@Injectable()
export class MergedFacts {
  constructor(private readonly areas: Areas) {}

  /** Puts it together anew; gives the accounts that show something else now. */
  async fill(tx: Transaction, accountIds: readonly string[]): Promise<(NamedAccount & { moves: boolean })[]> {
    return tx.query(
      `WITH own AS (
         SELECT a.id, coalesce(a.told, jsonb_build_object('name', a.name, 'attributes', a.attributes)) AS told,
           EXISTS (SELECT FROM accounts m WHERE m.merged_into = a.id) AS is_whole
         FROM accounts a WHERE a.id = ANY ($1::uuid[])
       ), parts AS (
         SELECT id, 0 AS n, told ->> 'name' AS name, told -> 'attributes' AS attributes FROM own
         UNION ALL
         SELECT m.merged_into, g.n, m.name, m.attributes FROM own JOIN accounts m ON m.merged_into = own.id JOIN account_merges g ON g.account_id = m.id
       ), shown AS (
         SELECT own.id, own.is_whole, own.told,
           (SELECT (array_agg(p.name ORDER BY p.n) FILTER (WHERE p.name IS NOT NULL))[1] FROM parts p WHERE p.id = own.id) AS name,
           (SELECT coalesce(jsonb_object_agg(f.key, f.value ORDER BY p.n DESC), '{}') FROM parts p CROSS JOIN jsonb_each(p.attributes) f WHERE p.id = own.id) AS attributes
         FROM own
       ), noted AS (
         UPDATE accounts a SET told = CASE WHEN s.is_whole THEN s.told END, name = s.name, attributes = s.attributes,
           facts = a.facts + (a.name IS DISTINCT FROM s.name OR a.attributes <> s.attributes)::int, version = a.version + (a.name IS DISTINCT FROM s.name OR a.attributes <> s.attributes)::int
         FROM shown s, accounts before WHERE a.id = s.id AND before.id = a.id
         RETURNING a.id, a.key, a.facts, a.facts <> before.facts AS changed, ${this.areas.differ('a.attributes', 'before.attributes')} AS moves
       )
       SELECT id, key, facts, NULL AS "mergedInto", moves FROM noted WHERE changed`,
      [accountIds],
    );
  }
}
