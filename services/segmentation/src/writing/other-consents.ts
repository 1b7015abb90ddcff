import { Injectable } from '@nestjs/common';
import type { ConsentPurpose } from '@widecast/contracts';
import { columnsOf, type Transaction } from '@widecast/database';
import { ContactsRepository } from '../contacts/contacts.repository.ts';
import { consentsTouched } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import type { ConsentDraft, ContactDraft } from './contact-draft.ts';

interface Told extends ConsentDraft {
  readonly contactId: string;
  readonly purpose: ConsentPurpose;
}

/** Consents to the processing of personal data and to tracking that are told with contacts: each purpose is agreed to separately, and none that was withdrawn is granted again. */
@Injectable()
export class OtherConsents {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly changes: ContactChanges,
  ) {}

  /** For contacts that are written, by the word of `actor`; those of `untold` are told of and judged later. Gives the places of those that have another consent now. */
  async record(tx: Transaction, drafts: readonly ContactDraft[], { actor, untold }: { actor: string; untold: readonly string[] }): Promise<number[]> {
    const telling = drafts.filter(({ otherConsents = [] }) => otherConsents.length > 0);
    if (telling.length === 0) return [];
    const ids = await this.contacts.resolve(tx, telling.map(({ email, externalId }) => ({ email, externalId: externalId ?? undefined })));
    const told = telling.flatMap(({ otherConsents = [] }, index): Told[] => otherConsents.flatMap((consent) => (ids[index] ? [{ contactId: ids[index], ...consent }] : [])));
    const changed = await save(tx, told, actor);
    const later = new Set(untold);
    const contactIds = changed.filter((id) => !later.has(id));
    await this.changes.announce(tx, { contactIds, changes: [{ contactIds, touches: consentsTouched(told.map(({ purpose }) => purpose)) }] });
    const others = new Set(changed);
    return telling.filter((_, index) => others.has(ids[index] ?? '')).map(({ place }) => place);
  }

  /** Those of the addresses whose contacts would have another consent. */
  async rehearse(tx: Transaction, drafts: readonly ContactDraft[], emails: readonly string[]): Promise<string[]> {
    const among = new Set(emails);
    const told = drafts.flatMap(({ email, otherConsents = [] }) => (among.has(email) ? otherConsents.map(({ purpose, granted }) => ({ email, purpose, granted })) : []));
    if (told.length === 0) return [];
    const rows = await tx.query<{ email: string }>(
      `SELECT DISTINCT h.email FROM unnest($1::text[], $2::text[], $3::boolean[]) AS t (email, purpose, granted) JOIN contacts h ON h.email = t.email ${WHERE_NEW}`,
      columnsOf(told, ({ email }) => email, ({ purpose }) => purpose, ({ granted }) => granted));
    return rows.map(({ email }) => email);
  }
}

/** Of consents `t` to contacts `h`: those that are told for the first time, or withdrawn. */
const WHERE_NEW = `CROSS JOIN LATERAL (SELECT CASE t.purpose WHEN 'tracking' THEN h.tracking_consent ELSE h.personal_data_consent END AS known) k
       WHERE k.known IS NULL OR (k.known AND NOT t.granted)`;

async function save(tx: Transaction, told: readonly Told[], actor: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `WITH told AS MATERIALIZED (
       SELECT DISTINCT ON (contact_id, purpose) * FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[], $5::text[]) AS t (contact_id, purpose, granted, source, proof) ORDER BY contact_id, purpose, granted
     ), held AS MATERIALIZED (
       SELECT id, personal_data_consent, tracking_consent FROM contacts WHERE id IN (SELECT contact_id FROM told) ORDER BY id FOR NO KEY UPDATE
     ), fresh AS MATERIALIZED (
       SELECT t.* FROM told t JOIN held h ON h.id = t.contact_id ${WHERE_NEW}
     ), recorded AS (
       INSERT INTO consents (contact_id, purpose, granted, source, proof, actor) SELECT contact_id, purpose, granted, source, proof, $6 FROM fresh
     )
     UPDATE contacts c SET
       personal_data_consent = coalesce((SELECT granted FROM fresh f WHERE f.contact_id = c.id AND f.purpose = 'personal_data'), c.personal_data_consent),
       tracking_consent = coalesce((SELECT granted FROM fresh f WHERE f.contact_id = c.id AND f.purpose = 'tracking'), c.tracking_consent),
       -- The row that told it is applied with it.
       told_version = c.told_version + (c.told_version = c.version)::int, version = c.version + 1, changed_at = now()
     WHERE c.id IN (SELECT contact_id FROM fresh) RETURNING c.id`,
    [...columnsOf(told, ({ contactId }) => contactId, ({ purpose }) => purpose, ({ granted }) => granted, ({ source }) => source, ({ proof }) => proof), actor]);
  return rows.map(({ id }) => id);
}
