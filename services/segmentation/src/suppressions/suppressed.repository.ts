import { Injectable } from '@nestjs/common';
import type { SuppressionsChanged } from '@widecast/contracts';
import { columnsOf, type Queryable, type Transaction } from '@widecast/database';

export type SuppressionChange = SuppressionsChanged['changes'][number];

/** Contacts, or their addresses, of whom it changed whether they are suppressed. */
export interface Affected {
  readonly emails: readonly string[];
  readonly contactIds: readonly string[];
}

type Subjects = { readonly table: 'suppressed_addresses'; readonly key: 'email'; readonly type: 'text' } | { readonly table: 'suppressed_contacts'; readonly key: 'contact_id'; readonly type: 'uuid' };
const ADDRESSES: Subjects = { table: 'suppressed_addresses', key: 'email', type: 'text' };
const CONTACTS: Subjects = { table: 'suppressed_contacts', key: 'contact_id', type: 'uuid' };

/** That no promotion reaches the contact `c`, by his address or himself. */
export const SUPPRESSED_SQL = `(EXISTS (SELECT FROM suppressed_addresses s WHERE s.email = c.email AND s.reason IS NOT NULL)
      OR EXISTS (SELECT FROM suppressed_contacts s WHERE s.contact_id = c.id AND s.reason IS NOT NULL))`;

/** The same where all contacts are judged at once: workers that do it together can join, but not look up for each. */
export const SUPPRESSED_JOINED = {
  joins: 'LEFT JOIN suppressed_addresses sa ON sa.email = c.email AND sa.reason IS NOT NULL LEFT JOIN suppressed_contacts sc ON sc.contact_id = c.id AND sc.reason IS NOT NULL',
  condition: '(sa.email IS NOT NULL OR sc.contact_id IS NOT NULL)',
} as const;

/** How many of the addresses in a text, with spaces between them, are suppressed. */
export const suppressedAmong = (emails: string): string => `(SELECT count(*)::int FROM suppressed_addresses WHERE email = ANY (string_to_array(${emails}, ' ')) AND reason IS NOT NULL)`;

const learnt = ({ table, key, type }: Subjects): string => `
  WITH news AS MATERIALIZED (
    SELECT DISTINCT ON (subject) subject, reason, version FROM unnest($1::${type}[], $2::text[], $3::int[]) AS n (subject, reason, version) ORDER BY subject, version DESC
  ), before AS MATERIALIZED (
    SELECT ${key} AS subject, reason FROM ${table} WHERE ${key} IN (SELECT subject FROM news)
  ), known AS (
    INSERT INTO ${table} AS k (${key}, reason, version) SELECT subject, reason, version FROM news ORDER BY subject
    ON CONFLICT (${key}) DO UPDATE SET reason = excluded.reason, version = excluded.version WHERE k.version < excluded.version
    RETURNING ${key} AS subject, reason
  )
  SELECT known.subject FROM known LEFT JOIN before USING (subject) WHERE (known.reason IS NULL) <> (before.reason IS NULL)`;

const lifted = ({ table, key }: Subjects): string => `
  UPDATE ${table} SET reason = NULL WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE version < $1 AND reason IS NOT NULL ORDER BY 1 LIMIT $2) RETURNING ${key} AS subject`;

const subjectsOf = (rows: readonly { subject: string }[]): string[] => rows.map(({ subject }) => subject);

/** Taken shared by who gives contacts addresses and tells of them at once, alone by who learns of suppressions: neither misses what the other has not committed yet. */
const LOCK = `hashtext('widecast suppressed')`;

/** The tables suppressed_addresses and suppressed_contacts: a projection of what dispatch tells. */
@Injectable()
export class SuppressedRepository {
  /** To be called first in a transaction that may give a contact an address and tells of it. */
  async heed(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`);
  }

  /** To be called first in a transaction that learns or lifts. */
  async alone(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
  }

  /** What is older than what is known, or the same, changes nothing. */
  async learn(tx: Transaction, changes: readonly SuppressionChange[]): Promise<Affected> {
    const ofAddresses = changes.filter(({ email }) => email !== null);
    const ofContacts = changes.filter(({ contactId }) => contactId !== null);
    return {
      emails: await note(tx, ADDRESSES, ofAddresses.map(({ email, ...change }) => ({ ...change, subject: email }))),
      contactIds: await note(tx, CONTACTS, ofContacts.map(({ contactId, ...change }) => ({ ...change, subject: contactId }))),
    };
  }

  /** Lifts some of those that were told before the version and not since. */
  async liftBefore(tx: Transaction, version: number, limit: number): Promise<Affected> {
    return {
      emails: subjectsOf(await tx.query<{ subject: string }>(lifted(ADDRESSES), [version, limit])),
      contactIds: subjectsOf(await tx.query<{ subject: string }>(lifted(CONTACTS), [version, limit])),
    };
  }

  /** Gives contacts a new version of whom others have to be told anew; what lists told of them stays applied. */
  async touch(tx: Transaction, { emails, contactIds }: Affected): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `UPDATE contacts c SET told_version = c.told_version + (c.told_version = c.version)::int, version = c.version + 1, changed_at = now()
       FROM (SELECT id FROM contacts WHERE email = ANY ($1::text[]) OR id = ANY ($2::uuid[]) ORDER BY id FOR NO KEY UPDATE) known WHERE c.id = known.id RETURNING c.id`,
      [emails, contactIds],
    );
    return subjectsOf(rows.map(({ id }) => ({ subject: id })));
  }

  /** As dispatch does, that of the address comes first. */
  async reasonOf(db: Queryable, { id, email }: { readonly id: string; readonly email: string | null }): Promise<string | null> {
    const [row] = await db.query<{ reason: string | null }>(
      'SELECT coalesce((SELECT reason FROM suppressed_addresses WHERE email = $2), (SELECT reason FROM suppressed_contacts WHERE contact_id = $1)) AS reason', [id, email]);
    return row?.reason ?? null;
  }
}

async function note(tx: Transaction, subjects: Subjects, changes: readonly { subject: string | null; reason: string | null; version: number }[]): Promise<string[]> {
  if (changes.length === 0) return [];
  return subjectsOf(await tx.query<{ subject: string }>(learnt(subjects), columnsOf(changes, ({ subject }) => subject, ({ reason }) => reason, ({ version }) => version)));
}
