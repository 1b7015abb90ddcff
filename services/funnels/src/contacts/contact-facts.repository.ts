import { Injectable } from '@nestjs/common';
import { tierObstacle, type ContactsChanged } from '@widecast/contracts';
import { columnsOf, type Transaction } from '@widecast/database';

export type Contact = ContactsChanged['contacts'][number];

/** Why nothing may be sent to a contact that a funnel sends. */
export type Obstacle = TierObstacle | 'no_consent';

type TierObstacle = NonNullable<ReturnType<typeof tierObstacle>>;

export interface ContactFacts {
  readonly contactId: string;
  readonly obstacle: Obstacle | null;
}

const OBSTACLE = `coalesce(tier_obstacle, CASE WHEN NOT advertising_consent THEN 'no_consent' END) AS obstacle`;

/** What funnels must know of contacts, the newest version of each; owns the table contact_facts. */
@Injectable()
export class ContactFactsRepository {
  /** Gives the contacts of whom this was news; older versions change nothing. */
  note(tx: Transaction, contacts: readonly Contact[]): Promise<ContactFacts[]> {
    return tx.query<ContactFacts>(
      `INSERT INTO contact_facts AS known (contact_id, version, tier_obstacle, advertising_consent)
       SELECT DISTINCT ON (contact_id) *
       FROM unnest($1::uuid[], $2::int[], $3::text[], $4::boolean[]) AS news (contact_id, version)
       ORDER BY contact_id, version DESC
       ON CONFLICT (contact_id) DO UPDATE
         SET version = excluded.version, tier_obstacle = excluded.tier_obstacle, advertising_consent = excluded.advertising_consent
       WHERE known.version < excluded.version
       RETURNING contact_id AS "contactId", ${OBSTACLE}`,
      columnsOf(
        contacts, ({ contactId }) => contactId, ({ version }) => version, tierObstacle,
        ({ advertisingConsent }) => advertisingConsent,
      ),
    );
  }

  /**
   * Those who may not be written to; of whom nothing was heard may. The rows are made where they are missing and locked, so that
   * news of a contact waits for the transaction that lets him in, and the other way round.
   */
  async obstacles(tx: Transaction, contactIds: readonly string[]): Promise<ReadonlyMap<string, Obstacle>> {
    await tx.query(
      `INSERT INTO contact_facts (contact_id, version, advertising_consent)
       SELECT DISTINCT id, 0, true FROM unnest($1::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING`,
      [contactIds],
    );
    const rows = await tx.query<ContactFacts>(
      `SELECT contact_id AS "contactId", ${OBSTACLE} FROM contact_facts WHERE contact_id = ANY($1::uuid[]) ORDER BY contact_id FOR SHARE`,
      [contactIds],
    );
    return new Map(rows.flatMap(({ contactId, obstacle }) => (obstacle === null ? [] : [[contactId, obstacle] as const])));
  }
}
