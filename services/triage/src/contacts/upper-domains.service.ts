import { Injectable } from '@nestjs/common';
import type { AccountHandOffChanged } from '@widecast/contracts';
import { columnsOf, Database, prepared, type Transaction } from '@widecast/database';

type HandOff = Pick<AccountHandOffChanged, 'accountId' | 'version' | 'handedOff' | 'tier' | 'domains'>;

const LEARNED = `
  INSERT INTO upper_accounts AS u (account_id, version) SELECT * FROM unnest($1::uuid[], $2::bigint[]) ON CONFLICT (account_id) DO UPDATE SET version = excluded.version
  WHERE u.version < excluded.version RETURNING account_id AS "accountId"`;
const TIERS = prepared('SELECT domain, tier FROM upper_domains WHERE domain = ANY($1::text[])');

/** The domains of accounts that were handed over to account-based sales: who writes from one is most likely a colleague who is in no list. */
@Injectable()
export class UpperDomains {
  constructor(private readonly database: Database) {}

  /** Any number of times, in any order. */
  async learn(handOffs: readonly HandOff[]): Promise<void> {
    const newest = new Map<string, HandOff>();
    for (const one of handOffs) if ((newest.get(one.accountId)?.version ?? -1) < one.version) newest.set(one.accountId, one);
    const given = [...newest.values()].toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
    await this.database.transaction(async (tx) => {
      const learned = await tx.query<{ accountId: string }>(LEARNED, columnsOf(given, ({ accountId }) => accountId, ({ version }) => version));
      const changed = learned.flatMap(({ accountId }) => newest.get(accountId) ?? []);
      const rows = changed.flatMap(({ accountId, handedOff, tier, domains = [] }) => (handedOff ? [...new Set(domains)].map((domain) => ({ accountId, tier, domain: domain.toLowerCase() })) : []));
      await tx.query('DELETE FROM upper_domains WHERE account_id = ANY($1::uuid[])', [changed.map(({ accountId }) => accountId)]);
      await tx.query('INSERT INTO upper_domains (domain, account_id, tier) SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[])', columnsOf(rows, ({ domain }) => domain, ({ accountId }) => accountId, ({ tier }) => tier));
    });
  }

  /** The tier of the account whose domain an address is of, or is below; by address. */
  async tiersOf(tx: Transaction, emails: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const domains = new Map(emails.map((email) => [email, domainsAbove(email)]));
    const asked = [...new Set([...domains.values()].flat())];
    if (asked.length === 0) return new Map();
    const tiers = new Map((await tx.query<{ domain: string; tier: string }>(TIERS, [asked])).map(({ domain, tier }) => [domain, tier]));
    return new Map([...domains].flatMap(([email, own]) => {
      const tier = own.map((domain) => tiers.get(domain)).find((found) => found !== undefined);
      return tier === undefined ? [] : [[email, tier]];
    }));
  }
}

/** `mail.eu.giant.example` → itself, `eu.giant.example`, `giant.example`; the nearest first. */
function domainsAbove(email: string): string[] {
  const labels = email.slice(email.lastIndexOf('@') + 1).split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}
