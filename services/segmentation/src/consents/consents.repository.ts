import { Injectable } from '@nestjs/common';
import type { ConsentPurpose } from '@widecast/contracts';
import { columnsOf, type Transaction } from '@widecast/database';
import type { ConsentDraft } from '../writing/contact-draft.ts';

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

/** What the newest consents to one purpose say, or NULL where there is none. */
const newest = (purpose: ConsentPurpose): string => `(array_agg(granted ORDER BY n DESC) FILTER (WHERE purpose = '${purpose}'))[1] AS ${purpose}`;

/** The table consents; no row of it is ever altered. */
@Injectable()
export class ConsentsRepository {
  /** Records the consents, of which the last of each contact and purpose counts; gives the ids of those contacts that there are. */
  async save(tx: Transaction, consents: readonly ConsentOf[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `WITH told AS MATERIALIZED (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
           WITH ORDINALITY AS t (contact_id, purpose, granted, source, proof, channel, wording, actor, n)
       ), known AS MATERIALIZED (
         SELECT id FROM contacts WHERE id IN (SELECT contact_id FROM told) ORDER BY id FOR NO KEY UPDATE
       ), recorded AS (
         INSERT INTO consents (contact_id, purpose, granted, source, proof, channel, wording, actor)
         SELECT contact_id, purpose, granted, source, proof, channel, wording, actor FROM told JOIN known ON known.id = contact_id ORDER BY n
       ), newest AS (
         SELECT contact_id, ${newest('advertising')}, ${newest('personal_data')}, ${newest('tracking')} FROM told JOIN known ON known.id = contact_id GROUP BY contact_id
       )
       UPDATE contacts c SET advertising_consent = coalesce(newest.advertising, c.advertising_consent), tracking_consent = coalesce(newest.tracking, c.tracking_consent),
         personal_data_consent = coalesce(newest.personal_data, c.personal_data_consent), version = version + 1, changed_at = now()
       FROM newest WHERE c.id = newest.contact_id RETURNING c.id`,
      columnsOf(consents, ({ contactId }) => contactId, ({ purpose }) => purpose, ({ granted }) => granted, ({ source }) => source, ({ proof }) => proof,
        ({ channel }) => channel, ({ wording }) => wording, ({ actor }) => actor),
    );
    return rows.map(({ id }) => id);
  }
}
