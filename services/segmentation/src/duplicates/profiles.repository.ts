import { Injectable } from '@nestjs/common';
import { copyInto, type Transaction } from '@widecast/database';
import { companyDomain } from '../joins/account-links.ts';
import { wordsOfName } from './company-name.ts';
import type { Profile } from './likeness.ts';
import type { Neighbour } from './sorted-neighbours.ts';

export const ORDERS = ['name', 'mirror', 'words'] as const;
export type Order = (typeof ORDERS)[number];

interface Named {
  readonly id: string;
  readonly name: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
}

interface Known extends Named {
  readonly key: string;
  readonly links: readonly { readonly kind: string; readonly value: string }[];
}

/** More accounts with one tax id or domain are no duplicates of each other, but branches, or customers of one agency. */
const MOST_SHARING = 20;

const textOf = (...fields: readonly string[]): string => `lower(coalesce(${fields.map((field) => `nullif(trim(a.attributes ->> '${field}'), '')`).join(', ')}))`;
const PLACE = `${textOf('country', 'страна')} AS country, ${textOf('region', 'state', 'регион', 'область')} AS region, ${textOf('city', 'город')} AS city`;

/** What accounts are called and known by, as a search compares it; owns the tables duplicate_names and duplicate_namesakes. */
@Injectable()
export class ProfilesRepository {
  async forget(tx: Transaction): Promise<void> {
    await tx.query('TRUNCATE duplicate_names, duplicate_namesakes');
  }

  /** Reads the names of some accounts; gives the last of them, and how many they are. */
  async readNames(tx: Transaction, after: string, limit: number): Promise<{ last: string | undefined; accounts: number }> {
    const rows = await tx.query<Named & Record<string, unknown>>(`SELECT a.id, a.name, ${PLACE} FROM accounts a WHERE a.id > $1 AND a.merged_into IS NULL ORDER BY a.id LIMIT $2`, [after, limit]);
    const named = rows.map((row) => ({ ...row, words: wordsOfName(row.name ?? '') })).filter(({ words }) => words.length > 0);
    await copyInto(tx, 'duplicate_names', { account_id: 'uuid', name: 'text', mirror: 'text', words: 'text', place: 'text' }, named.map(({ id, words, country, region, city }) => {
      const name = words.join(' ');
      return [id, name, Array.from(name).toReversed().join(''), words.toSorted().join(' '), [country, region, city].filter(Boolean).join(', ')];
    }));
    return { last: rows.length < limit ? undefined : rows.at(-1)?.id, accounts: rows.length };
  }

  async countNamesakes(tx: Transaction): Promise<void> {
    await tx.query('INSERT INTO duplicate_namesakes SELECT words, count(*) FROM duplicate_names GROUP BY words HAVING count(*) > 1');
    await tx.query('ANALYZE duplicate_names, duplicate_namesakes');
  }

  /** Names in one of the orders. */
  async neighbours(tx: Transaction, order: Order, { after, limit }: { after: readonly string[]; limit: number }): Promise<(Neighbour & { at: string })[]> {
    return tx.query<Neighbour & { at: string } & Record<string, unknown>>(
      `SELECT n.account_id AS id, n.name, n.words, n.place, n.${order} AS at, coalesce(s.accounts, 1) AS namesakes
       FROM (SELECT * FROM duplicate_names WHERE (${order}, place, account_id) > ($1, $2, $3::uuid) ORDER BY ${order}, place, account_id LIMIT $4) n LEFT JOIN duplicate_namesakes s ON s.words = n.words
       ORDER BY n.${order}, n.place, n.account_id`, [...after, limit]);
  }

  /** Accounts with one tax id or domain, where they are few; `last` is where to go on. */
  async sharing(tx: Transaction, { after, limit }: { after: string; limit: number }): Promise<{ groups: string[][]; last: string | undefined }> {
    const rows = await tx.query<{ value: string; ids: string[] }>(
      `SELECT l.value, array_agg(l.account_id::text) || ARRAY(SELECT a.id::text FROM accounts a WHERE a.key = l.value) AS ids
       FROM account_links l WHERE l.kind IN ('tax', 'domain', 'brand') AND l.value > $1 GROUP BY l.value ORDER BY l.value LIMIT $2`, [after, limit]);
    return { groups: rows.map(({ ids }) => ids).filter(({ length }) => length > 1 && length <= MOST_SHARING), last: rows.length < limit ? undefined : rows.at(-1)?.value };
  }

  /** Of those that are merged into none. */
  async profiles(tx: Transaction, ids: readonly string[]): Promise<Map<string, Profile>> {
    const rows = await tx.query<Known & Record<string, unknown>>(
      `SELECT a.id, a.key, a.name, ${PLACE}, coalesce((
         SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'value', l.value)) FROM account_links l
         WHERE l.account_id = a.id AND (l.kind = 'parent' OR (SELECT count(*) FROM (SELECT FROM account_links f WHERE f.value = l.value LIMIT ${MOST_SHARING + 1}) few) <= ${MOST_SHARING})
       ), '[]') AS links
       FROM accounts a WHERE a.id = ANY ($1::uuid[]) AND a.merged_into IS NULL`, [ids]);
    const words = new Map(rows.map(({ id, name }) => [id, wordsOfName(name ?? '')]));
    const namesakes = await this.namesakes(tx, [...words.values()].map((some) => some.toSorted().join(' ')));
    return new Map(rows.map(({ links, ...row }) => {
      const own = words.get(row.id) ?? [];
      const valuesOf = (kind: string): string[] => links.flatMap((link) => (link.kind === kind ? [link.value] : []));
      const domain = row.key.includes('.') ? companyDomain(row.key) : null;
      return [row.id, {
        ...row, words: own, namesakes: namesakes.get(own.toSorted().join(' ')) ?? 1, taxIds: valuesOf('tax').map((value) => value.replace(/^tax:/, '')),
        domains: [...(domain === null ? [] : [domain]), ...valuesOf('domain'), ...valuesOf('brand')], parents: valuesOf('parent'),
      }];
    }));
  }

  private async namesakes(tx: Transaction, words: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ words: string; accounts: number }>('SELECT words, accounts FROM duplicate_namesakes WHERE words = ANY ($1::text[])', [words]);
    return new Map(rows.map((row) => [row.words, row.accounts]));
  }
}
