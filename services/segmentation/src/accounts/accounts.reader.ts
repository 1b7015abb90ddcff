import { Injectable } from '@nestjs/common';
import { tier as tiers, type Tier } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import type { z } from 'zod';
import { ActivePolicy } from '../tiers/active-policy.ts';
import type { accountView, tiersView } from './accounts.api.ts';

export type AccountView = z.infer<typeof accountView>;
export type TiersView = z.infer<typeof tiersView>;

export interface AccountFilter {
  readonly tier?: Tier | undefined;
  readonly handedOff?: boolean | undefined;
  readonly massTreatment?: boolean | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Of the table accounts, named a. */
export const ACCOUNT_COLUMNS = `a.id, a.key, a.name, a.attributes, a.tier, a.confidence, a.upper, a.mass_treatment AS "massTreatment", a.evidence,
    a.led_by - '{tier,confidence,upper}'::text[] AS "joinedWith", a.policy_version AS "policyVersion", a.handed_off AS "handedOff", a.merged_into AS "mergedInto", (SELECT count(*)::int FROM contacts c WHERE c.account_id = a.id) AS contacts`;
const VIEW = `SELECT ${ACCOUNT_COLUMNS} FROM accounts a`;

/** Accounts as the API shows them. */
@Injectable()
export class AccountsReader {
  constructor(
    private readonly database: Database,
    private readonly active: ActivePolicy,
  ) {}

  async find({ tier, handedOff, massTreatment, after, limit }: AccountFilter): Promise<AccountView[]> {
    return this.database.query<AccountView>(
      `${VIEW} WHERE merged_into IS NULL AND ($1::text IS NULL OR tier = $1) AND ($2::boolean IS NULL OR handed_off = $2) AND ($3::uuid IS NULL OR id > $3)
         AND ($5::boolean IS NULL OR mass_treatment = $5) ORDER BY id LIMIT $4`,
      [tier, handedOff, after, limit, massTreatment],
    );
  }

  async show(id: string): Promise<AccountView> {
    const [account] = await this.database.query<AccountView>(`${VIEW} WHERE id = $1`, [id]);
    if (!account) throw new NotFound('account', id);
    return account;
  }

  async tiers(): Promise<TiersView> {
    const rows = await this.database.query<{ tier: Tier; accounts: number; contacts: number; handedOff: number }>(
      `SELECT tier, sum(accounts)::int AS accounts, sum(contacts)::int AS contacts, sum(handed_off)::int AS "handedOff" FROM (
         SELECT tier, count(*) AS accounts, 0 AS contacts, count(*) FILTER (WHERE handed_off) AS handed_off FROM accounts WHERE merged_into IS NULL GROUP BY tier
         UNION ALL
         SELECT coalesce(a.tier, 'UNKNOWN'), 0, count(*), 0 FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id GROUP BY 1
       ) counts GROUP BY tier`,
    );
    const found = new Map(rows.map((row) => [row.tier, row]));
    const counts = tiers.options.map((tier) => [tier, { accounts: found.get(tier)?.accounts ?? 0, contacts: found.get(tier)?.contacts ?? 0 }] as const);
    return {
      tiers: Object.fromEntries(counts) as TiersView['tiers'],
      handedOff: rows.reduce((sum, row) => sum + row.handedOff, 0),
      policyVersion: (await this.active.in(this.database)).policy.version,
    };
  }
}
