import { Injectable } from '@nestjs/common';
import { columnsOf, copyInto, type Queryable, type Transaction } from '@widecast/database';
import { SHARED_DOMAINS } from '../addresses/free-mail.ts';
import { Areas } from '../areas/areas.ts';
import { TITLE_FIELDS, type TierSignals } from '../tiers/account-company.ts';
import type { AccountVerdict, Judged } from '../tiers/account-verdict.ts';
import type { AccountLink, Linkable } from '../joins/account-links.ts';
import type { AccountDraft } from '../writing/contact-draft.ts';
import { newIds } from '../writing/new-ids.ts';

export interface AccountSignals extends AccountVerdict, TierSignals, Pick<Judged, 'personTier' | 'personWord' | 'leading'>, Linkable {
  readonly id: string;
  readonly links: readonly AccountLink[];
  readonly handedOff: boolean;
  readonly policyVersion: string;
  /** The account that holds its contacts. */
  readonly mergedInto: string | null;
  readonly ownMailDomain: string | null;
  /** That which was kept. */
  readonly keptMailDomain: string | null;
}

export interface Retiering extends AccountVerdict {
  readonly id: string;
  readonly handedOff: boolean;
}

/** An account that may be new, with the tier that it has then. */
export interface NewAccount {
  readonly draft: AccountDraft;
  readonly verdict: AccountVerdict;
}

/** Contacts beyond this number change no verdict, so nobody needs to count further. */
const MOST_CONTACTS_COUNTED = 1000;
const TITLE = `coalesce(${TITLE_FIELDS.map((field) => `attributes ->> '${field}'`).join()})`;

/** The corporate domain that most of these addresses have. */
const MAIL_DOMAIN = `mode() WITHIN GROUP (ORDER BY split_part(email, '@', 2)) FILTER (WHERE split_part(email, '@', 2) <> ALL ($2::text[]))`;

export interface NamedAccount {
  readonly id: string;
  readonly key: string;
  /** Grows with every change of name or attributes. */
  readonly facts: number;
  /** The account that has its contacts since a merge. */
  readonly mergedInto: string | null;
}

export interface HeldAccount extends NamedAccount {
  /** What is told of it changes something. */
  readonly changes: boolean;
  /** It would belong to another area. */
  readonly moves: boolean;
  /** It would have another name, by which those are told of it whom it leads. */
  readonly renamed: boolean;
  /** So many it would have; 0 where none is new. */
  readonly attributes: number;
}

const ACCOUNT = {
  id: 'uuid', key: 'text', name: 'text', attributes: 'jsonb', tier: 'text', confidence: 'float8', evidence: 'json', upper: 'float8', mass_treatment: 'boolean', policy_version: 'text', mail_domain: 'text',
} as const;

/** What is told (d) replaces what is known (a), or only fills in. */
const either = (fills: string, replaces: string): string => `(CASE WHEN d.fills THEN ${fills} ELSE ${replaces} END)`;
const MERGED = {
  name: either('coalesce(a.name, d.name)', 'coalesce(d.name, a.name)'),
  signals: either('d.signals || a.attributes', 'a.attributes || d.signals'),
} as const;

/** Of an account that others are merged into, what is told under its own key. */
const TOLD = `jsonb_build_object('name', ${either(`CASE WHEN a.name IS NULL THEN d.name ELSE a.told ->> 'name' END`, `coalesce(d.name, a.told ->> 'name')`)},
  'attributes', ${either(`(a.told -> 'attributes') || (d.signals - ARRAY(SELECT jsonb_object_keys(a.attributes)))`, `(a.told -> 'attributes') || d.signals`)})`;

const DRAFTS = 'jsonb_to_recordset($1) AS d (key text, name text, signals jsonb, fills boolean)';
const recordsetOf = (drafts: readonly AccountDraft[]): string => JSON.stringify(drafts.map(({ key, name, signals, fills }) => ({ key, name, signals, fills })));

/** The table accounts. Accounts are locked before contacts, and contacts before segments, each in the order of their ids. */
@Injectable()
export class AccountsRepository {
  constructor(private readonly areas: Areas) {}

  /** Those of the accounts that there are. Most of those of a list are new, and the others are few to compare. */
  private async known(tx: Transaction, drafts: readonly AccountDraft[]): Promise<AccountDraft[]> {
    const rows = await tx.query<{ key: string }>('SELECT a.key FROM jsonb_array_elements_text($1) AS d (key) JOIN accounts a ON a.key = d.key', [JSON.stringify(drafts.map(({ key }) => key))]);
    const keys = new Set(rows.map(({ key }) => key));
    return drafts.filter(({ key }) => keys.has(key));
  }

  /**
   * Holds those of the accounts that there are, whatever is told of them, and says which of them that would change. Even a
   * DO UPDATE whose WHERE is false writes a row.
   */
  async holdNamed(tx: Transaction, drafts: readonly AccountDraft[]): Promise<HeldAccount[]> {
    const known = await this.known(tx, drafts);
    if (known.length === 0) return [];
    return tx.query(
      `SELECT a.id, a.key, a.facts, a.merged_into AS "mergedInto",
         a.name IS DISTINCT FROM ${MERGED.name} OR NOT a.attributes @> ${MERGED.signals} OR a.told IS NOT NULL AND a.told <> ${TOLD} AS changes,
         ${this.areas.differ('a.attributes', MERGED.signals)} AS moves, a.name IS DISTINCT FROM ${MERGED.name} AS renamed,
         CASE WHEN a.attributes @> d.signals THEN 0 ELSE (SELECT count(*)::int FROM jsonb_object_keys(a.attributes || d.signals)) END AS attributes
       FROM ${DRAFTS} JOIN accounts a ON a.key = d.key
       ORDER BY a.id FOR NO KEY UPDATE OF a`,
      [recordsetOf(known)],
    );
  }

  /** Adds what is told of accounts that are held. */
  async add(tx: Transaction, drafts: readonly AccountDraft[]): Promise<NamedAccount[]> {
    if (drafts.length === 0) return [];
    return tx.query(
      `UPDATE accounts a SET name = ${MERGED.name}, attributes = ${MERGED.signals}, version = a.version + 1, facts = a.facts + 1,
         told = CASE WHEN a.told IS NOT NULL THEN ${TOLD} END
       FROM ${DRAFTS} WHERE a.key = d.key RETURNING a.id, a.key, a.facts, a.merged_into AS "mergedInto"`,
      [recordsetOf(drafts)],
    );
  }

  /** A unique violation of accounts_key where somebody else creates one of them at the same time: do all again. */
  async create(tx: Transaction, accounts: readonly NewAccount[], policyVersion: string): Promise<NamedAccount[]> {
    if (accounts.length === 0) return [];
    const ids = newIds(accounts.length);
    const created = accounts.toSorted((a, b) => (a.draft.key < b.draft.key ? -1 : 1)).map((account, index) => ({ account, id: ids[index] ?? '' }));
    await copyInto(tx, 'accounts', ACCOUNT, created.map(({ account: { draft: { key, name, signals, mailDomain }, verdict: { tier, confidence, evidence, upper, massTreatment } }, id }) => [
      id, key, name, signals, tier, confidence, evidence, upper, massTreatment, policyVersion, mailDomain === key ? null : mailDomain,
    ]));
    return created.map(({ account: { draft: { key } }, id }) => ({ id, key, facts: 1, mergedInto: null }));
  }

  /** Who adds contacts to an account, takes one away or classifies it holds it: two that count at once would both count too few. */
  async hold(tx: Transaction, ids: readonly string[]): Promise<void> {
    await tx.query('SELECT FROM accounts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [ids]);
  }

  /** What the tiers of these accounts hang on; accounts of which nothing is known, and never was, are left out. A merged one is judged by what is its own. */
  async signalsOf(tx: Queryable, ids: readonly string[]): Promise<AccountSignals[]> {
    const rows = await tx.query<AccountSignals & { parent: string | null; hasWord: boolean }>(
      `SELECT a.id, a.tier, a.confidence, a.upper, a.evidence, a.mass_treatment AS "massTreatment", a.handed_off AS "handedOff", a.person_tier AS "personTier", a.person_word AS "personWord",
         a.policy_version AS "policyVersion", a.key, a.name, a.attributes, a.own, a.led_by AS "leading", known.contacts, known.free_mail AS "freeMail", known.titles, coalesce(known.mail_domain, a.mail_domain) AS "mailDomain",
         coalesce(CASE WHEN a.told IS NULL THEN known.mail_domain ELSE (SELECT ${MAIL_DOMAIN} FROM (SELECT email FROM contacts WHERE account_id = a.id AND came_to IS NULL LIMIT ${MOST_CONTACTS_COUNTED}) own) END, a.mail_domain) AS "ownMailDomain",
         a.mail_domain AS "keptMailDomain",
         coalesce((SELECT jsonb_agg(jsonb_build_object('value', l.value, 'kind', l.kind)) FROM account_links l WHERE l.account_id = a.id), '[]') AS links,
         word.parent_key AS parent, word.account_id IS NOT NULL AS "hasWord", a.merged_into AS "mergedInto",
         CASE WHEN a.merged_into IS NOT NULL THEN (SELECT i.key FROM accounts i WHERE i.id = a.merged_into) END AS "mergedKey"
       FROM accounts a CROSS JOIN LATERAL (
         SELECT count(*)::int AS contacts, coalesce(bool_and(split_part(email, '@', 2) = ANY ($2::text[])), false) AS free_mail,
           ${MAIL_DOMAIN} AS mail_domain,
           coalesce((array_agg(title ORDER BY id) FILTER (WHERE title <> ''))[1:30], '{}') AS titles
         FROM (
           (SELECT id, email, ${TITLE} AS title FROM contacts WHERE account_id = a.id LIMIT ${MOST_CONTACTS_COUNTED})
           UNION ALL
           (SELECT id, email, ${TITLE} FROM contacts WHERE a.merged_into IS NOT NULL AND came_to = a.id LIMIT ${MOST_CONTACTS_COUNTED})
         ) counted
       ) known LEFT JOIN account_parents word ON word.account_id = a.id
       WHERE a.id = ANY ($1::uuid[]) AND (a.attributes <> '{}' OR a.name IS NOT NULL OR a.tier <> 'UNKNOWN' OR a.person_tier IS NOT NULL OR known.contacts > 0)`,
      [ids, [...SHARED_DOMAINS]],
    );
    return rows.map(({ hasWord, parent, ...account }) => ({ ...account, parent: hasWord ? parent : undefined }));
  }

  /** A company has its domain also when the last of its people who has an address there is gone. For who holds the accounts. */
  async keepMailDomains(tx: Transaction, accounts: readonly AccountSignals[]): Promise<void> {
    const others = accounts.filter(({ key, ownMailDomain, keptMailDomain }) => ownMailDomain !== null && ownMailDomain !== (keptMailDomain ?? key));
    if (others.length === 0) return;
    await tx.query(
      'UPDATE accounts a SET mail_domain = k.domain FROM unnest($1::uuid[], $2::text[]) AS k (id, domain) WHERE a.id = k.id',
      columnsOf(others, ({ id }) => id, ({ ownMailDomain }) => ownMailDomain));
  }

  /** For who holds the accounts. */
  async saveTiers(tx: Transaction, verdicts: readonly Retiering[], policyVersion: string): Promise<{ id: string; version: number }[]> {
    if (verdicts.length === 0) return [];
    return tx.query(
      `WITH v AS (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::json[], $5::boolean[], $6::float8[], $7::boolean[], $9::jsonb[])
           AS v (id, tier, confidence, evidence, handed_off, upper, mass_treatment, own)
       ), past AS (
         INSERT INTO past_verdicts (account_id, version, tier, confidence, upper, mass_treatment, evidence, policy_version, judged_at)
         SELECT a.id, a.version, a.tier, a.confidence, a.upper, a.mass_treatment, a.evidence, a.policy_version, a.judged_at
         FROM accounts a JOIN v ON v.id = a.id WHERE a.tier <> v.tier OR a.mass_treatment <> v.mass_treatment
       )
       UPDATE accounts a SET tier = v.tier, confidence = v.confidence, evidence = v.evidence, handed_off = v.handed_off,
         handed_off_at = CASE WHEN NOT v.handed_off THEN NULL WHEN a.handed_off THEN a.handed_off_at ELSE now() END, upper = v.upper,
         mass_treatment = v.mass_treatment, own = v.own, policy_version = $8, judged_at = now(), version = a.version + 1
       FROM v WHERE a.id = v.id RETURNING a.id, a.version::int`,
      [
        ...columnsOf(verdicts, ({ id }) => id, ({ tier }) => tier, ({ confidence }) => confidence,
          ({ evidence }) => JSON.stringify(evidence), ({ handedOff }) => handedOff, ({ upper }) => upper, ({ massTreatment }) => massTreatment),
        policyVersion, verdicts.map(({ own }) => (own === null ? null : JSON.stringify(own))),
      ],
    );
  }

  /** Who crosses the border begins anew on the account-based list. */
  async forgetDecisions(tx: Transaction, ids: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM hand_offs WHERE account_id = ANY ($1::uuid[])', [ids]);
  }

  /** The program that is told of hand-offs, if there is one, hears of these. */
  async askForCalls(tx: Transaction, crossed: readonly { readonly accountId: string; readonly handedOff: boolean }[]): Promise<void> {
    await tx.query(
      `INSERT INTO hand_off_calls (id, account_id, handed_off) SELECT c.id, c.account_id, c.handed_off FROM hand_off_webhooks
       CROSS JOIN unnest($1::uuid[], $2::uuid[], $3::boolean[]) AS c (id, account_id, handed_off)`,
      [newIds(crossed.length), ...columnsOf(crossed, ({ accountId }) => accountId, ({ handedOff }) => handedOff)],
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
