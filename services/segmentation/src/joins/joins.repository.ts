import { Injectable } from '@nestjs/common';
import { columnsOf, idArray, type Queryable, type Transaction } from '@widecast/database';
import { lookUpByKeys } from '../upkeep/plans.ts';
import type { AccountLink } from './account-links.ts';
import type { Leading, Member } from './leading.ts';

export interface LinkChange {
  readonly accountId: string;
  readonly links: readonly AccountLink[];
}

/** Accounts that share a domain by the addresses of their people; more of them are customers of one provider or agency, not one company. */
export const MOST_AT_ONE_DOMAIN = 50;
/** Further ones of a changed link wait for their own next change. */
const MOST_LEFT_BEHIND = 1000;

/** Whether no more accounts have the domain. */
export const isOfFew = (domain: string): string => `(SELECT count(*) FROM (SELECT FROM account_links f WHERE f.value = ${domain} LIMIT ${MOST_AT_ONE_DOMAIN + 1}) few) <= ${MOST_AT_ONE_DOMAIN}`;

/** A domain with too many accounts joins those alone that are called by it, and the account that has it for its key with them. */
const few = (link: string, valued = link): string => `(${link}.kind <> 'domain' OR ${isOfFew(`${valued}.value`)})`;

/** From an account to its key and the values that it has, and from a value to whoever has it: each is passed once, however many share it. */
const NEXT = `
  SELECT NULL::uuid AS id, l.value FROM account_links l WHERE l.account_id = near.id AND l.kind <> ALL ($2::text[]) AND ${few('l')}
  UNION ALL
  SELECT NULL, a.key FROM accounts a WHERE a.id = near.id
  UNION ALL
  SELECT l.account_id, NULL FROM account_links l WHERE l.value = near.value AND l.kind <> ALL ($2::text[]) AND ${few('l', 'near')}
  UNION ALL
  SELECT a.id, NULL FROM accounts a WHERE a.key = near.value`;

/** The tables account_links and accounts_to_join. */
@Injectable()
export class JoinsRepository {
  /** Links of accounts that are new. */
  async add(tx: Transaction, changes: readonly LinkChange[]): Promise<void> {
    const rows = changes.flatMap(({ accountId, links }) => links.map((link) => ({ accountId, ...link })));
    if (rows.length === 0) return;
    await tx.query(
      'INSERT INTO account_links (account_id, value, kind) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) ON CONFLICT (account_id, value) DO UPDATE SET kind = excluded.kind',
      columnsOf(rows, ({ accountId }) => accountId, ({ value }) => value, ({ kind }) => kind),
    );
  }

  /** Puts other links in place of those of accounts that are held; gives those that they leave behind. */
  async replace(tx: Transaction, changes: readonly LinkChange[]): Promise<string[]> {
    if (changes.length === 0) return [];
    const kept = changes.flatMap(({ accountId, links }) => links.map(({ value }) => ({ accountId, value })));
    const rows = await tx.query<{ id: string }>(
      `WITH gone AS (
         DELETE FROM account_links l WHERE l.account_id = ANY ($1::uuid[]) AND NOT EXISTS (
           SELECT FROM unnest($2::uuid[], $3::text[]) AS k (account_id, value) WHERE k.account_id = l.account_id AND k.value = l.value)
         RETURNING value
       )
       (SELECT l.account_id AS id FROM gone JOIN account_links l ON l.value = gone.value LIMIT ${MOST_LEFT_BEHIND})
       UNION SELECT a.id FROM gone JOIN accounts a ON a.key = gone.value`,
      [changes.map(({ accountId }) => accountId), ...columnsOf(kept, ({ accountId }) => accountId, ({ value }) => value)],
    );
    await this.add(tx, changes);
    return rows.map(({ id }) => id);
  }

  /** Which of the domains so many accounts have that they are a provider's. */
  async crowded(tx: Transaction, domains: readonly string[]): Promise<ReadonlySet<string>> {
    await lookUpByKeys(tx);
    const rows = await tx.query<{ domain: string }>(
      `SELECT domain FROM unnest($1::text[]) AS domain WHERE (SELECT count(*) FROM (SELECT FROM account_links WHERE value = domain LIMIT ${MOST_AT_ONE_DOMAIN + 1}) few) > ${MOST_AT_ONE_DOMAIN}`, [domains]);
    return new Set(rows.map(({ domain }) => domain));
  }

  /** Asks for a look at these accounts. */
  async ask(tx: Transaction, accountIds: readonly string[]): Promise<void> {
    if (accountIds.length > 0) await tx.query('INSERT INTO accounts_to_join (account_ids) VALUES ($1)', [idArray(accountIds)]);
  }

  /** One at a time: so nobody looks at a group while another one changes whom it is led by. To be called before accounts are held. */
  async hold(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast account joins'))`);
  }

  /** Takes the oldest batches away. */
  async take(tx: Transaction, batches: number): Promise<string[] | undefined> {
    await this.hold(tx);
    const rows = await tx.query<{ ids: string }>(
      `DELETE FROM accounts_to_join WHERE id <= (SELECT max(id) FROM (SELECT id FROM accounts_to_join ORDER BY id LIMIT $1) oldest) RETURNING array_to_string(account_ids, ' ') AS ids`, [batches]);
    return rows.length === 0 ? undefined : [...new Set(rows.flatMap(({ ids }) => ids.split(' ')))];
  }

  async waiting(queryable: Queryable): Promise<number> {
    const [row] = await queryable.query<{ waiting: number }>('SELECT coalesce(sum(cardinality(account_ids)), 0)::int AS waiting FROM accounts_to_join');
    return row?.waiting ?? 0;
  }

  /** Those of the accounts at whom a look was asked for that is not committed yet. */
  async waitingAmong(queryable: Queryable, accountIds: readonly string[]): Promise<string[]> {
    if (accountIds.length === 0) return [];
    const rows = await queryable.query<{ id: string }>('SELECT DISTINCT w.id FROM (SELECT unnest(account_ids) AS id FROM accounts_to_join) w WHERE w.id = ANY ($1::uuid[])', [idArray(accountIds)]);
    return rows.map(({ id }) => id);
  }

  /** Those that have a link, are named by one, or were led by another. */
  async linked(queryable: Queryable, accountIds: readonly string[]): Promise<string[]> {
    const rows = await queryable.query<{ id: string }>(
      `SELECT a.id FROM accounts a WHERE a.id = ANY ($1::uuid[]) AND (a.led_by IS NOT NULL
         OR EXISTS (SELECT FROM account_links l WHERE l.account_id = a.id) OR EXISTS (SELECT FROM account_links l WHERE l.value = a.key))`, [idArray(accountIds)]);
    return rows.map(({ id }) => id);
  }

  /** The accounts and all that are one company with them, directly or by others. Links of the kinds that do not count join nobody. */
  async membersOf(tx: Transaction, accountIds: readonly string[], apart: readonly string[]): Promise<(Member & { leading: Leading | null })[]> {
    // Where most links are to a few domains the planner takes any other for as frequent, and reads all links for each account.
    await lookUpByKeys(tx);
    return tx.query(
      `WITH RECURSIVE near (id, value) AS (
         SELECT unnest($1::uuid[]), NULL::text
         UNION
         SELECT next.id, next.value FROM near CROSS JOIN LATERAL (${NEXT}) next
       )
       SELECT a.id, a.key, a.name, a.led_by AS "leading", coalesce(a.own, jsonb_build_object('tier', a.tier, 'confidence', a.confidence, 'upper', a.upper)) AS own,
         coalesce((SELECT jsonb_agg(jsonb_build_object('value', l.value, 'kind', l.kind) ORDER BY l.value) FROM account_links l WHERE l.account_id = a.id AND l.kind <> ALL ($2::text[]) AND ${few('l')}), '[]') AS links
       FROM near JOIN accounts a ON a.id = near.id`,
      [accountIds, apart],
    );
  }

  async lead(tx: Transaction, led: readonly { readonly id: string; readonly leading: Leading | null }[]): Promise<void> {
    await tx.query(
      `WITH held AS (SELECT id FROM accounts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE)
       UPDATE accounts a SET led_by = l.led_by FROM held JOIN unnest($1::uuid[], $2::jsonb[]) AS l (id, led_by) ON l.id = held.id WHERE a.id = held.id`,
      columnsOf(led, ({ id }) => id, ({ leading }) => (leading === null ? null : JSON.stringify(leading))),
    );
  }
}
