import { Injectable } from '@nestjs/common';
import { columnsOf, copyInto, type Transaction } from '@widecast/database';
import { FREE_MAIL_DOMAINS } from '../addresses/free-mail.ts';
import { MOST_CONTACTS_COUNTED, type TierVerdict } from '../tiers/tier-policy.ts';
import type { AccountDraft, Attributes, UpdateMode } from '../writing/contact-draft.ts';
import { newIds } from '../writing/new-ids.ts';

export interface AccountSignals extends TierVerdict {
  readonly id: string;
  readonly handedOff: boolean;
  readonly policyVersion: string;
  readonly attributes: Attributes;
  readonly contacts: number;
  readonly freeMail: boolean;
}

export interface Retiering extends TierVerdict {
  readonly id: string;
  readonly handedOff: boolean;
}

/** An account that may be new, with the tier that it has then. */
export interface NewAccount extends AccountDraft, TierVerdict {}

export interface NamedAccount {
  readonly id: string;
  readonly key: string;
  /** Grows with every change of name or attributes. */
  readonly facts: number;
}

const ACCOUNT = ['id', 'key', 'name', 'attributes', 'tier', 'confidence', 'evidence', 'policy_version'] as const;

const MERGED = {
  overwrite: { name: 'coalesce(d.name, a.name)', signals: '(a.attributes || d.signals)' },
  fill: { name: 'coalesce(a.name, d.name)', signals: '(d.signals || a.attributes)' },
} as const;

/** The table accounts. Accounts are locked before contacts, and contacts before segments, each in the order of their ids. */
@Injectable()
export class AccountsRepository {
  /**
   * Holds those of the accounts that there are, whatever is told of them, and says which of them that would change. Even a
   * DO UPDATE whose WHERE is false writes a row.
   */
  async holdNamed(tx: Transaction, drafts: readonly AccountDraft[], mode: UpdateMode): Promise<(NamedAccount & { changes: boolean })[]> {
    return tx.query(
      `SELECT a.id, a.key, a.facts, a.name IS DISTINCT FROM ${MERGED[mode].name} OR NOT a.attributes @> ${MERGED[mode].signals} AS changes
       FROM jsonb_to_recordset($1) AS d (key text, name text, signals jsonb) JOIN accounts a ON a.key = d.key
       ORDER BY a.id FOR NO KEY UPDATE OF a`,
      [JSON.stringify(drafts.map(({ key, name, signals }) => ({ key, name, signals })))],
    );
  }

  /** Adds what is told of accounts that are held. */
  async add(tx: Transaction, drafts: readonly AccountDraft[], mode: UpdateMode): Promise<NamedAccount[]> {
    if (drafts.length === 0) return [];
    return tx.query(
      `UPDATE accounts a SET name = ${MERGED[mode].name}, attributes = ${MERGED[mode].signals}, version = a.version + 1, facts = a.facts + 1
       FROM jsonb_to_recordset($1) AS d (key text, name text, signals jsonb) WHERE a.key = d.key RETURNING a.id, a.key, a.facts`,
      [JSON.stringify(drafts.map(({ key, name, signals }) => ({ key, name, signals })))],
    );
  }

  /** A unique violation of accounts_key where somebody else creates one of them at the same time: do all again. */
  async create(tx: Transaction, drafts: readonly NewAccount[], policyVersion: string): Promise<NamedAccount[]> {
    if (drafts.length === 0) return [];
    const ids = newIds(drafts.length);
    const created = drafts.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map((draft, index) => ({ draft, id: ids[index] ?? '' }));
    await copyInto(tx, 'accounts', ACCOUNT, created.map(({ draft: { key, name, signals, tier, confidence, evidence }, id }) => [
      id, key, name, signals, tier, confidence, evidence, policyVersion,
    ]));
    return created.map(({ draft: { key }, id }) => ({ id, key, facts: 1 }));
  }

  /** Who adds contacts to an account, takes one away or classifies it holds it: two that count at once would both count too few. */
  async hold(tx: Transaction, ids: readonly string[]): Promise<void> {
    await tx.query('SELECT FROM accounts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [ids]);
  }

  /** What the tiers of these accounts hang on; accounts of which nothing is known, and never was, are left out. */
  async signalsOf(tx: Transaction, ids: readonly string[]): Promise<AccountSignals[]> {
    return tx.query(
      `SELECT a.id, a.tier, a.confidence, a.evidence, a.handed_off AS "handedOff", a.policy_version AS "policyVersion", a.attributes, known.contacts, known.free_mail AS "freeMail"
       FROM accounts a CROSS JOIN LATERAL (
         SELECT count(*)::int AS contacts, coalesce(bool_and(split_part(email, '@', 2) = ANY ($2::text[])), false) AS free_mail
         FROM (SELECT email FROM contacts WHERE account_id = a.id LIMIT ${MOST_CONTACTS_COUNTED}) counted
       ) known
       WHERE a.id = ANY ($1::uuid[]) AND (a.attributes <> '{}' OR a.tier <> 'UNKNOWN' OR known.contacts > 1 OR known.free_mail)`,
      [ids, [...FREE_MAIL_DOMAINS]],
    );
  }

  /** For who holds the accounts. */
  async saveTiers(tx: Transaction, verdicts: readonly Retiering[], policyVersion: string): Promise<{ id: string; version: number }[]> {
    if (verdicts.length === 0) return [];
    return tx.query(
      `UPDATE accounts a SET tier = v.tier, confidence = v.confidence, evidence = v.evidence, handed_off = v.handed_off,
         policy_version = $6, version = a.version + 1
       FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::jsonb[], $5::boolean[]) AS v (id, tier, confidence, evidence, handed_off)
       WHERE a.id = v.id RETURNING a.id, a.version::int`,
      [
        ...columnsOf(verdicts, ({ id }) => id, ({ tier }) => tier, ({ confidence }) => confidence,
          ({ evidence }) => JSON.stringify(evidence), ({ handedOff }) => handedOff),
        policyVersion,
      ],
    );
  }

  /** How many contacts each of them has, all counted. */
  async contactsOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ id: string; contacts: number }>(
      'SELECT account_id AS id, count(*)::int AS contacts FROM contacts WHERE account_id = ANY ($1::uuid[]) GROUP BY account_id', [ids],
    );
    return new Map(rows.map(({ id, contacts }) => [id, contacts]));
  }
}
