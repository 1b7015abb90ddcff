import { Inject, Injectable } from '@nestjs/common';
import { chunkByBucket, contactsChanged, type ContactsChanged } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { CONFIG } from '@widecast/service-kit';
import { mayBeMassTreated } from '../accounts/tier-policy.ts';
import type { SegmentationConfig } from '../config.ts';

type ContactFacts = ContactsChanged['contacts'][number];

/** Tells the other services what they may need of changed contacts. */
@Injectable()
export class ContactNews {
  constructor(
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: SegmentationConfig,
  ) {}

  async publish(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    const rows = await tx.query<Omit<ContactFacts, 'massTreatment'>>(
      `SELECT c.id AS "contactId", c.version::int, c.email, c.account_id AS "accountId", coalesce(a.tier, 'UNKNOWN') AS tier,
         c.advertising_consent IS TRUE AS "advertisingConsent"
       FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id WHERE c.id = ANY ($1::uuid[])`,
      [contactIds],
    );
    const contacts = rows.map((row): ContactFacts => ({ ...row, massTreatment: mayBeMassTreated(row.tier, this.config.UNKNOWN_TIER_IS_LOWER) }));
    const chunks = chunkByBucket(contacts, ({ contactId }) => contactId);
    await this.outbox.append(tx, contactsChanged, chunks.map(({ bucket, items }) => ({ bucket, contacts: items })));
  }
}
