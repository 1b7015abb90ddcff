import { Injectable } from '@nestjs/common';
import { columnsOf, type Transaction } from '@widecast/database';
import type { ConsentDraft } from '../writing/contact-draft.ts';

export interface ConsentOf extends ConsentDraft {
  readonly contactId: string;
}

/** The table consents; no row of it is ever altered. */
@Injectable()
export class ConsentsRepository {
  /** Records the consents, of which the last of each contact counts; gives the ids of those contacts that there are. */
  async save(tx: Transaction, consents: readonly ConsentOf[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `WITH told AS MATERIALIZED (
         SELECT * FROM unnest($1::uuid[], $2::boolean[], $3::text[], $4::text[]) WITH ORDINALITY AS t (contact_id, granted, source, proof, n)
       ), known AS MATERIALIZED (
         SELECT id FROM contacts WHERE id IN (SELECT contact_id FROM told) ORDER BY id FOR NO KEY UPDATE
       ), recorded AS (
         INSERT INTO consents (contact_id, purpose, granted, source, proof)
         SELECT contact_id, 'advertising', granted, source, proof FROM told JOIN known ON known.id = contact_id ORDER BY n
       ), newest AS (
         SELECT DISTINCT ON (contact_id) contact_id, granted FROM told JOIN known ON known.id = contact_id ORDER BY contact_id, n DESC
       )
       UPDATE contacts c SET advertising_consent = newest.granted, version = version + 1, changed_at = now()
       FROM newest WHERE c.id = newest.contact_id RETURNING c.id`,
      columnsOf(consents, ({ contactId }) => contactId, ({ granted }) => granted, ({ source }) => source, ({ proof }) => proof),
    );
    return rows.map(({ id }) => id);
  }
}
