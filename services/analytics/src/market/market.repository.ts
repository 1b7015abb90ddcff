import { Injectable } from '@nestjs/common';
import type { ContactsChanged } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';
import { slicesOf } from '../persistence/slices.ts';

/** Who there is, where in the market he belongs, and why mass messages would not reach him; owns the table market. */
@Injectable()
export class MarketRepository {
  constructor(private readonly database: Database) {}

  /** Who is gone leaves his version behind, so that older news do not bring him back. The same version again is told after a change of settings. */
  async note(contacts: ContactsChanged['contacts']): Promise<void> {
    const told = contacts.flatMap(({ market, ...contact }) => (market === undefined ? [] : [{ ...contact, gone: market === null, ...market }]));
    for (const slice of slicesOf(told)) {
      await this.database.query(
        `INSERT INTO market AS known (contact_id, version, account_id, tier, region, industry, left_out, gone)
         SELECT DISTINCT ON (contact_id) *
         FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[]) AS news (contact_id, version)
         WHERE NOT EXISTS (SELECT FROM erased_contacts e WHERE e.contact_id = news.contact_id)
         ORDER BY contact_id, version DESC
         ON CONFLICT (contact_id) DO UPDATE
           SET version = excluded.version, account_id = excluded.account_id, tier = excluded.tier, region = excluded.region, industry = excluded.industry,
               left_out = excluded.left_out, gone = excluded.gone
         WHERE known.version <= excluded.version`,
        columnsOf(
          slice, ({ contactId }) => contactId, ({ version }) => version, ({ accountId }) => accountId, ({ tier }) => tier,
          ({ region }) => region ?? null, ({ industry }) => industry ?? null, ({ leftOut }) => leftOut ?? null, ({ gone }) => gone,
        ),
      );
    }
  }
}
