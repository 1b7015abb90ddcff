import { Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import { collectBy, ErasablePersonalData, eraseBy, type ErasedPerson, type Person, type PersonalRecords } from '@widecast/service-kit';
import { ContactFactsRepository } from '../contacts/contact-facts.repository.ts';
import { Departure } from '../entry/departure.ts';

/** From each segment to the next, as the members of each stand together: an index by contact would cost every change of a segment more. */
const SEGMENTS = `
  WITH RECURSIVE segments (id) AS (
    (SELECT segment_id FROM segment_members ORDER BY segment_id LIMIT 1)
    UNION ALL
    SELECT (SELECT m.segment_id FROM segment_members m WHERE m.segment_id > s.id ORDER BY m.segment_id LIMIT 1) FROM segments s WHERE s.id IS NOT NULL
  )`;

const ERASE = {
  behaviours: 'DELETE FROM funnel_behaviours WHERE contact_id = $1 RETURNING 1',
  memberships: `${SEGMENTS} DELETE FROM segment_members WHERE contact_id = $1 AND segment_id IN (SELECT id FROM segments) RETURNING 1`,
  refusals: 'DELETE FROM funnel_refusals WHERE contact_id = $1 RETURNING 1',
} as const;

const COLLECT = {
  funnels: `SELECT f.name, p.step, p.state, p.reason, to_json(p.entered_at) #>> '{}' AS "enteredAt", to_json(p.moved_at) #>> '{}' AS "movedAt"
    FROM funnel_contacts p JOIN funnels f ON f.id = p.funnel_id WHERE p.contact_id = $1`,
  messages: `SELECT funnel_id AS "funnelId", step, state, reason, to_json(at) #>> '{}' AS at FROM funnel_messages WHERE contact_id = $1`,
  behaviours: `SELECT type, to_json(last_at) #>> '{}' AS "lastAt" FROM funnel_behaviours WHERE contact_id = $1`,
} as const;

/** What funnels know of a person: no address, but what he did and where he stands. */
@Injectable()
export class FunnelsPersonalData extends ErasablePersonalData {
  readonly service = 'funnels';

  constructor(
    private readonly facts: ContactFactsRepository,
    private readonly departure: Departure,
  ) {
    super();
  }

  /** He leaves his funnels; that somebody passed them stays counted, under an id that leads to nobody. */
  async erase(tx: Transaction, { contactId, version }: ErasedPerson): Promise<Record<string, number>> {
    await this.facts.note(tx, [{ contactId, version, email: null, accountId: null, tier: 'UNKNOWN', massTreatment: true, advertisingConsent: false }]);
    await this.departure.ofErased(tx, contactId);
    return eraseBy(tx, ERASE, [contactId]);
  }

  async collect(db: Queryable, { contactId }: Person): Promise<PersonalRecords> {
    return collectBy(db, COLLECT, [contactId]);
  }
}
