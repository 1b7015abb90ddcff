import { Injectable } from '@nestjs/common';
import { tierObstacle, type ContactsChanged } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';
import { ConsentReturns } from '../suppressions/consent-returns.ts';
import { newestOf } from './newest-of.ts';

type Contact = ContactsChanged['contacts'][number];

const LEARN = `
  INSERT INTO contact_facts AS f (contact_id, version, has_address, tier_obstacle, advertising_consent, tracking_consent)
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::boolean[], $4::text[], $5::boolean[], $6::boolean[]) ORDER BY 1
  ON CONFLICT (contact_id) DO UPDATE SET version = excluded.version, has_address = excluded.has_address,
    tier_obstacle = excluded.tier_obstacle, advertising_consent = excluded.advertising_consent, tracking_consent = excluded.tracking_consent
  WHERE f.version < excluded.version`;

/** What the last fence must know of contacts: a projection of what segmentation tells, the newest version of each. */
@Injectable()
export class ContactFactsService {
  constructor(
    private readonly database: Database,
    private readonly returns: ConsentReturns,
  ) {}

  async learn(contacts: readonly Contact[]): Promise<void> {
    const newest = newestOf(contacts);
    if (newest.length === 0) return;
    await this.database.transaction(async (tx) => {
      await tx.query(LEARN, columnsOf(
        newest,
        ({ contactId }) => contactId,
        ({ version }) => version,
        ({ email }) => email !== null,
        tierObstacle,
        ({ advertisingConsent }) => advertisingConsent,
        ({ trackingConsent }) => trackingConsent ?? null,
      ));
      await this.returns.notice(tx, contacts);
    });
  }
}
