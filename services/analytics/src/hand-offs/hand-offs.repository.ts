import { Injectable } from '@nestjs/common';
import type { AccountHandOffChanged } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';

export interface HandedOff {
  readonly tier: string;
  readonly accounts: number;
  readonly contacts: number;
}

/** Which accounts are worked by people now; owns the tables hand_offs and hand_off_changes. */
@Injectable()
export class HandOffsRepository {
  constructor(private readonly database: Database) {}

  async note(changes: readonly AccountHandOffChanged[]): Promise<void> {
    await this.database.query(
      `INSERT INTO hand_off_changes (account_id, version, tier, confidence, tier_before, confidence_before, at)
       SELECT DISTINCT ON (account_id, version) * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::real[], $5::text[], $6::real[], $7::timestamptz[])
         AS news (account_id, version, tier, confidence, tier_before, confidence_before, at)
       ON CONFLICT (account_id, version) DO NOTHING`,
      columnsOf(
        changes, (change) => change.accountId, (change) => change.version, (change) => change.tier, (change) => change.confidence,
        ({ before }) => before?.tier ?? null, ({ before }) => before?.confidence ?? null, (change) => change.at,
      ),
    );
    await this.database.query(
      `INSERT INTO hand_offs AS known (account_id, version, handed_off, tier, confidence, contacts, at, key, name)
       SELECT DISTINCT ON (account_id) *
       FROM unnest($1::uuid[], $2::int[], $3::boolean[], $4::text[], $5::real[], $6::int[], $7::timestamptz[], $8::text[], $9::text[]) AS news (account_id, version)
       ORDER BY account_id, version DESC
       ON CONFLICT (account_id) DO UPDATE
         SET version = excluded.version, handed_off = excluded.handed_off, tier = excluded.tier, confidence = excluded.confidence,
             contacts = excluded.contacts, at = excluded.at, key = excluded.key, name = excluded.name
       WHERE known.version < excluded.version`,
      columnsOf(
        changes, (change) => change.accountId, (change) => change.version, (change) => change.handedOff, (change) => change.tier,
        (change) => change.confidence, (change) => change.contacts, (change) => change.at, ({ key }) => key ?? null, ({ name }) => name ?? null,
      ),
    );
  }

  byTier(): Promise<HandedOff[]> {
    return this.database.query<HandedOff>(
      `SELECT tier, count(*)::int AS accounts, sum(contacts)::int AS contacts FROM hand_offs WHERE handed_off GROUP BY tier ORDER BY tier`,
    );
  }
}
