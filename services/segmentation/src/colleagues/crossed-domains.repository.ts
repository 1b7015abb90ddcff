import { Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import { SHARED_DOMAINS } from '../addresses/free-mail.ts';
import { COMPANY_AT, HAS_OTHER_DOMAIN, IS_ELSEWHERE_AT_LARGE, isWithin } from '../joins/large-domains.ts';

/** Contacts looked at in a transaction: some 50 ms. */
const PAGE = 50_000;
/** And no more of them get a new version in one: a company may have more people in one other account, and whoever writes one of them waits for the end. */
const MOST_TOLD = 5000;
const FROM_THE_FIRST = '00000000-0000-0000-0000-000000000000';

/** Contacts that have a new version, and whether all were looked at. */
export interface Looked {
  readonly contactIds: readonly string[];
  readonly isLast: boolean;
}

/** The table crossed_domains: domains of companies that became large or small, whose people in other accounts are still to be told of. */
@Injectable()
export class CrossedDomainsRepository {
  private wake = (): void => undefined;

  onAdded(wake: () => void): void {
    this.wake = wake;
  }

  async add(tx: Transaction, domains: readonly string[]): Promise<void> {
    const own = domains.filter((domain) => !SHARED_DOMAINS.has(domain));
    if (own.length === 0) return;
    await tx.query('INSERT INTO crossed_domains (domains) VALUES ($1)', [own]);
    tx.afterCommit(() => this.wake());
  }

  /** Notes those of people of an account who are at a large company: whether they may be written to hangs on what a person says of the account. */
  async addColleagues(tx: Transaction, accountId: string): Promise<void> {
    const rows = await tx.query<{ domain: string }>(
      `SELECT DISTINCT split_part(c.email, '@', 2) AS domain FROM contacts c JOIN accounts a ON a.id = c.account_id WHERE a.id = $1 AND ${IS_ELSEWHERE_AT_LARGE}`, [accountId]);
    await this.add(tx, rows.map(({ domain }) => domain));
  }

  /** One at a time. */
  async hold(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast crossed domains'))`);
  }

  async isUnderWay(db: Queryable): Promise<boolean> {
    return (await db.query('SELECT FROM crossed_domains WHERE after IS NOT NULL LIMIT 1')).length > 0;
  }

  /** All that wait are looked for together; false where none does. */
  async begin(tx: Transaction): Promise<boolean> {
    return (await tx.query('UPDATE crossed_domains SET after = $1 RETURNING id', [FROM_THE_FIRST])).length > 0;
  }

  /** Gives the next of those a new version who have an address at one of the domains and another account; what lists told of them stays applied. */
  async touchNext(tx: Transaction): Promise<Looked> {
    const [crossed] = await tx.query<{ domains: string[]; after: string }>(
      'SELECT array_agg(DISTINCT domain) AS domains, min(after::text) AS after FROM crossed_domains CROSS JOIN unnest(domains) domain WHERE after IS NOT NULL');
    if (!crossed) return { contactIds: [], isLast: true };
    const [page] = await tx.query<{ contactIds: string[]; last: string | null }>(
      `WITH page AS MATERIALIZED (
         SELECT id, split_part(email, '@', 2) AS domain FROM contacts WHERE id > $2 ORDER BY id LIMIT ${PAGE}
       ), there AS MATERIALIZED (
         SELECT c.id FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id
         WHERE c.id IN (SELECT id FROM page WHERE ${isWithin('domain', '$1::text[]')}) AND ${HAS_OTHER_DOMAIN} ORDER BY c.id LIMIT ${MOST_TOLD}
       ), touched AS (
         UPDATE contacts c SET told_version = c.told_version + (c.told_version = c.version)::int, version = c.version + 1, changed_at = now()
         FROM (SELECT id FROM contacts WHERE id IN (SELECT id FROM there) ORDER BY id FOR NO KEY UPDATE) known WHERE c.id = known.id RETURNING c.id
       )
       SELECT coalesce((SELECT array_agg(id) FROM touched), '{}') AS "contactIds",
         CASE WHEN (SELECT count(*) FROM there) = ${MOST_TOLD} THEN (SELECT max(id::text) FROM there) WHEN count(*) = ${PAGE} THEN max(id::text) END AS last FROM page`,
      [crossed.domains, crossed.after],
    );
    const { contactIds = [], last = null } = page ?? {};
    if (last === null) await tx.query('DELETE FROM crossed_domains WHERE after IS NOT NULL');
    else await tx.query('UPDATE crossed_domains SET after = $1 WHERE after IS NOT NULL', [last]);
    return { contactIds, isLast: last === null };
  }

  /** The large company at whose domain each of the contacts is, where there is one. */
  async companiesOf(db: Queryable, contactIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (contactIds.length === 0) return new Map();
    const rows = await db.query<{ id: string; company: string }>(`SELECT id, company FROM (SELECT c.id, ${COMPANY_AT} AS company FROM contacts c WHERE c.id = ANY ($1::uuid[])) found WHERE company IS NOT NULL`, [contactIds]);
    return new Map(rows.map(({ id, company }) => [id, company]));
  }
}
