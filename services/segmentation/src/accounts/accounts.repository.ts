import { Injectable } from '@nestjs/common';
import type { Tier } from '@widecast/contracts';
import { columnsOf, type Transaction } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { FREE_MAIL_DOMAINS } from '../addresses/free-mail.ts';
import { MOST_CONTACTS_COUNTED, type TierVerdict } from '../tiers/tier-policy.ts';
import type { AccountDraft, Attributes } from '../writing/contact-draft.ts';

export interface AccountSignals {
  readonly id: string;
  readonly tier: Tier;
  readonly handedOff: boolean;
  readonly attributes: Attributes;
  readonly contacts: number;
  readonly freeMail: boolean;
}

export interface Retiering extends TierVerdict {
  readonly id: string;
  readonly handedOff: boolean;
}

export interface ChangedAccount {
  readonly id: string;
  readonly created: boolean;
}

/** The table accounts. Accounts are locked before contacts, and contacts before segments, each in the order of their ids. */
@Injectable()
export class AccountsRepository {
  /** Creates the accounts and adds what is told of them; gives those that are new or changed. */
  async upsert(tx: Transaction, drafts: readonly AccountDraft[], policyVersion: string): Promise<ChangedAccount[]> {
    if (drafts.length === 0) return [];
    // What would change nothing is left alone: even a DO UPDATE whose WHERE is false writes a lock into the row.
    return tx.query<ChangedAccount>(
      `INSERT INTO accounts AS a (id, key, name, attributes, policy_version)
       SELECT d.id, d.key, d.name, d.signals, $5
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) AS d (id, key, name, signals)
       LEFT JOIN accounts known ON known.key = d.key
       WHERE known.id IS NULL OR d.name <> known.name OR (d.name IS NOT NULL AND known.name IS NULL) OR NOT known.attributes @> d.signals
       ORDER BY d.key
       ON CONFLICT (key) DO UPDATE SET
         name = coalesce(excluded.name, a.name), attributes = a.attributes || excluded.attributes, version = a.version + 1
       RETURNING a.id, xmax = 0 AS created`,
      [...columnsOf(drafts, () => uuidv7(), ({ key }) => key, ({ name }) => name, ({ signals }) => JSON.stringify(signals)), policyVersion],
    );
  }

  /** Who adds contacts to an account, takes one away or classifies it holds it: two that count at once would both count too few. */
  async hold(tx: Transaction, ids: readonly string[]): Promise<void> {
    await tx.query('SELECT FROM accounts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [ids]);
  }

  /** What the tiers of these accounts hang on; accounts of which nothing is known, and never was, are left out. */
  async signalsOf(tx: Transaction, ids: readonly string[]): Promise<AccountSignals[]> {
    return tx.query(
      `SELECT a.id, a.tier, a.handed_off AS "handedOff", a.attributes, known.contacts, known.free_mail AS "freeMail"
       FROM accounts a CROSS JOIN LATERAL (
         SELECT count(*)::int AS contacts, coalesce(bool_and(split_part(email, '@', 2) = ANY ($2::text[])), false) AS free_mail
         FROM (SELECT email FROM contacts WHERE account_id = a.id LIMIT ${MOST_CONTACTS_COUNTED}) counted
       ) known
       WHERE a.id = ANY ($1::uuid[]) AND (a.attributes <> '{}' OR a.tier <> 'UNKNOWN' OR known.contacts > 1 OR known.free_mail)`,
      [ids, [...FREE_MAIL_DOMAINS]],
    );
  }

  async saveTiers(tx: Transaction, verdicts: readonly Retiering[], policyVersion: string): Promise<{ id: string; version: number; contacts: number }[]> {
    return tx.query(
      `UPDATE accounts a SET tier = v.tier, confidence = v.confidence, evidence = v.evidence, handed_off = v.handed_off,
         policy_version = $6, version = a.version + 1
       FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::jsonb[], $5::boolean[]) AS v (id, tier, confidence, evidence, handed_off)
       WHERE a.id = v.id AND (a.tier, a.confidence, a.evidence, a.handed_off, a.policy_version)
         IS DISTINCT FROM (v.tier, v.confidence, v.evidence, v.handed_off, $6)
       RETURNING a.id, a.version::int, (SELECT count(*)::int FROM contacts c WHERE c.account_id = a.id) AS contacts`,
      [
        ...columnsOf(verdicts, ({ id }) => id, ({ tier }) => tier, ({ confidence }) => confidence,
          ({ evidence }) => JSON.stringify(evidence), ({ handedOff }) => handedOff),
        policyVersion,
      ],
    );
  }
}
