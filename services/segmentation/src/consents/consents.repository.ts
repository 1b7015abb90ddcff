import { Injectable } from '@nestjs/common';
import { columnsOf, type Transaction } from '@widecast/database';
import type { ConsentDraft } from '../writing/contact-draft.ts';

/** Separate things to agree to: advertising, the processing of personal data, the tracking of opens and clicks. */
export type ConsentPurpose = 'advertising' | 'personal_data' | 'tracking';

export interface ConsentOf extends ConsentDraft {
  readonly contactId: string;
  readonly purpose: ConsentPurpose;
  /** Where it was told: e-mail, phone, paper. */
  readonly channel: string | null;
  /** Which version of the text was agreed to. */
  readonly wording: string | null;
  /** Who recorded it. */
  readonly actor: string | null;
}

interface Recorded {
  readonly id: string;
  /** It was about advertising, so that others have to know. */
  readonly advertising: boolean;
}

/** The table consents; no row of it is ever altered. */
@Injectable()
export class ConsentsRepository {
  /** Records the consents, of which the last of each contact counts; gives those contacts that there are. */
  async save(tx: Transaction, consents: readonly ConsentOf[]): Promise<Recorded[]> {
    return tx.query<Recorded>(
      `WITH told AS MATERIALIZED (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
           WITH ORDINALITY AS t (contact_id, purpose, granted, source, proof, channel, wording, actor, n)
       ), known AS MATERIALIZED (
         SELECT id FROM contacts WHERE id IN (SELECT contact_id FROM told) ORDER BY id FOR NO KEY UPDATE
       ), recorded AS (
         INSERT INTO consents (contact_id, purpose, granted, source, proof, channel, wording, actor)
         SELECT contact_id, purpose, granted, source, proof, channel, wording, actor FROM told JOIN known ON known.id = contact_id ORDER BY n
       ), newest AS (
         SELECT DISTINCT ON (contact_id) contact_id, granted FROM told JOIN known ON known.id = contact_id
         WHERE purpose = 'advertising' ORDER BY contact_id, n DESC
       ), changed AS (
         UPDATE contacts c SET advertising_consent = newest.granted, version = version + 1, changed_at = now()
         FROM newest WHERE c.id = newest.contact_id RETURNING c.id
       )
       SELECT known.id, changed.id IS NOT NULL AS advertising FROM known LEFT JOIN changed ON changed.id = known.id`,
      columnsOf(consents, ({ contactId }) => contactId, ({ purpose }) => purpose, ({ granted }) => granted, ({ source }) => source, ({ proof }) => proof,
        ({ channel }) => channel, ({ wording }) => wording, ({ actor }) => actor),
    );
  }
}
