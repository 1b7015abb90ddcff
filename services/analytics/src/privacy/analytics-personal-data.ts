import { Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import { collectBy, ErasablePersonalData, eraseBy, type ErasedPerson, type Person, type PersonalRecords } from '@widecast/service-kit';

/** Ids of events are the producers', and may lead back to somebody: another one takes their place. */
const ERASE = {
  behaviours: `UPDATE behaviours SET event_id = 'erased:' || gen_random_uuid() WHERE contact_id = $1 AND event_id NOT LIKE 'erased:%' RETURNING 1`,
  market: 'DELETE FROM market WHERE contact_id = $1 RETURNING 1',
  tickets: 'UPDATE tickets SET contact_id = NULL WHERE contact_id = $1 RETURNING 1',
} as const;

const COLLECT = {
  market: 'SELECT tier, region, industry, left_out AS "leftOut" FROM market WHERE contact_id = $1 AND NOT gone',
  behaviours: `SELECT event_id AS "eventId", type, to_json(occurred_at) #>> '{}' AS "occurredAt", value::float8, campaign_id AS "campaignId" FROM behaviours WHERE contact_id = $1 ORDER BY occurred_at`,
  campaigns: `SELECT k.name, c.arm, c.state FROM campaign_contacts c LEFT JOIN campaigns k USING (campaign_id) WHERE c.contact_id = $1`,
  funnels: 'SELECT funnel_id AS "funnelId", step, state FROM funnel_contacts WHERE contact_id = $1',
} as const;

/** What figures are counted from. They stay true: what is left has an id that leads to nobody, for nobody knows any more whose it was. */
@Injectable()
export class AnalyticsPersonalData extends ErasablePersonalData {
  readonly service = 'analytics';

  async erase(tx: Transaction, { contactId }: ErasedPerson): Promise<Record<string, number>> {
    await tx.query('INSERT INTO erased_contacts (contact_id) VALUES ($1) ON CONFLICT DO NOTHING', [contactId]);
    return eraseBy(tx, ERASE, [contactId]);
  }

  async collect(db: Queryable, { contactId }: Person): Promise<PersonalRecords> {
    return collectBy(db, COLLECT, [contactId]);
  }
}
