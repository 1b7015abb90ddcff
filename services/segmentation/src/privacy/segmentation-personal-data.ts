import { Injectable } from '@nestjs/common';
import type { Queryable } from '@widecast/database';
import { collectBy, type Person, PersonalData, type PersonalRecords } from '@widecast/service-kit';

const COLLECT = {
  contact: `SELECT c.id, c.email, c.external_id AS "externalId", c.name, c.language, c.attributes, c.advertising_consent AS "advertisingConsent", c.personal_data_consent AS "personalDataConsent",
      c.tracking_consent AS "trackingConsent", to_json(c.created_at) #>> '{}' AS "createdAt", to_json(c.changed_at) #>> '{}' AS "changedAt"
    FROM contacts c WHERE c.id = $1`,
  account: `SELECT a.key, a.name, a.attributes, a.tier FROM contacts c JOIN accounts a ON a.id = c.account_id WHERE c.id = $1`,
  consents: `SELECT purpose, granted, source, proof, channel, wording, actor, to_json(recorded_at) #>> '{}' AS "recordedAt" FROM consents WHERE contact_id = $1 ORDER BY id`,
  consentRequests: `SELECT purpose, wording, source, to_json(asked_at) #>> '{}' AS "askedAt", to_json(confirmed_at) #>> '{}' AS "confirmedAt" FROM consent_requests WHERE contact_id = $1 ORDER BY asked_at`,
  behaviour: `SELECT event_id AS "eventId", type, to_json(occurred_at) #>> '{}' AS "occurredAt", value::float8, campaign_id AS "campaignId" FROM behaviour_events WHERE contact_id = $1 ORDER BY occurred_at`,
  behaviourTotals: `SELECT type, campaign_id AS "campaignId", times::int, value::float8, to_json(first_at) #>> '{}' AS "firstAt", to_json(last_at) #>> '{}' AS "lastAt" FROM behaviour_totals WHERE contact_id = $1 ORDER BY type, campaign_id`,
  segments: `SELECT s.id, s.name FROM segment_members m JOIN segments s ON s.id = m.segment_id WHERE m.contact_id = $1 AND s.removed_at IS NULL ORDER BY s.name`,
} as const;

/** What segmentation knows of a person; its erasure is the deletion of the contact. */
@Injectable()
export class SegmentationPersonalData extends PersonalData {
  async collect(db: Queryable, { contactId }: Person): Promise<PersonalRecords> {
    return collectBy(db, COLLECT, [contactId]);
  }
}
