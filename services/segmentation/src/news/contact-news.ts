import { Inject, Injectable } from '@nestjs/common';
import { chunkByBucket, contactsChanged, isUpperTier, type ContactsChanged } from '@widecast/contracts';
import { idArray, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { addressKindSql } from '@widecast/rules';
import { CONFIG } from '@widecast/service-kit';
import { Areas } from '../areas/areas.ts';
import { reasonSql } from '../audiences/left-out.ts';
import { CrossedDomainsRepository } from '../colleagues/crossed-domains.repository.ts';
import type { SegmentationConfig } from '../config.ts';
import { SUPPRESSED_SQL } from '../suppressions/suppressed.repository.ts';

type ContactFacts = ContactsChanged['contacts'][number];

/** Tells the other services what they may need of changed contacts. */
@Injectable()
export class ContactNews {
  constructor(
    private readonly outbox: Outbox,
    private readonly areas: Areas,
    private readonly domains: CrossedDomainsRepository,
    @Inject(CONFIG) private readonly config: SegmentationConfig,
  ) {}

  async publish(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    const { UNKNOWN_TIER_IS_LOWER, AUDIENCE_LEAVES_OUT } = this.config;
    const leftOut = reasonSql(addressKindSql('c.email', AUDIENCE_LEAVES_OUT), SUPPRESSED_SQL)('$2', '$3');
    const rows = await tx.query<ContactFacts>(
      `SELECT c.id AS "contactId", c.version::int, c.email, c.account_id AS "accountId", coalesce(a.tier, 'UNKNOWN') AS tier,
         c.advertising_consent IS TRUE AS "advertisingConsent", c.tracking_consent AS "trackingConsent",
         CASE WHEN coalesce(a.tier, 'UNKNOWN') = 'UNKNOWN' THEN $2::boolean AND coalesce(a.mass_treatment, true) ELSE a.mass_treatment END AS "massTreatment",
         jsonb_build_object('region', ${this.areas.region('c.attributes', 'a.attributes')}, 'industry', ${this.areas.industry('c.attributes', 'a.attributes')}, 'leftOut', ${leftOut}) AS market
       FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id WHERE c.id = ANY ($1::uuid[])`,
      [idArray(contactIds), UNKNOWN_TIER_IS_LOWER, AUDIENCE_LEAVES_OUT],
    );
    // Whose address is at a large company is no more reached than its own people.
    const isColleague = ({ market, tier }: ContactFacts): boolean => market?.leftOut === 'upper_tier' && !isUpperTier(tier);
    const companies = await this.domains.companiesOf(tx, rows.filter(isColleague).map(({ contactId }) => contactId));
    await this.append(tx, rows.map((row) => (isColleague(row) ? { ...row, massTreatment: false, companyId: companies.get(row.contactId) ?? null } : row)));
  }

  /** Nothing is known of him any more; the version is above all that was told before. */
  async publishForgotten(tx: Transaction, contactId: string, version: number): Promise<void> {
    const massTreatment = this.config.UNKNOWN_TIER_IS_LOWER;
    await this.append(tx, [{ contactId, version, email: null, accountId: null, tier: 'UNKNOWN', massTreatment, advertisingConsent: false, trackingConsent: null, market: null }]);
  }

  private async append(tx: Transaction, contacts: readonly ContactFacts[]): Promise<void> {
    const chunks = chunkByBucket(contacts, ({ contactId }) => contactId);
    await this.outbox.append(tx, contactsChanged, chunks.map(({ bucket, items }) => ({ bucket, contacts: items })));
  }
}
