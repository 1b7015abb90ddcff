import { Injectable } from '@nestjs/common';
import type { ContactsChanged } from '@widecast/contracts';
import { columnsOf, type Transaction } from '@widecast/database';
import { LIFTED, SuppressionNews, type SuppressionChange } from './suppression-news.ts';

type Contact = Pick<ContactsChanged['contacts'][number], 'contactId' | 'version' | 'advertisingConsent'>;

/** The version by which segmentation has taken the consent away upon the click; until it is known nothing lifts the suppression. */
const NOTE = `
  UPDATE suppressions s SET withdrawn = n.version
  FROM (SELECT contact_id, min(version) AS version FROM unnest($1::uuid[], $2::int[]) AS n (contact_id, version) GROUP BY contact_id) n
  WHERE s.contact_id = n.contact_id AND s.reason = 'unsubscribed' AND s.withdrawn IS NULL`;

const LIFT = `
  DELETE FROM suppressions s USING unnest($1::uuid[], $2::int[]) AS n (contact_id, version)
  WHERE s.contact_id = n.contact_id AND s.reason = 'unsubscribed' AND n.version > s.withdrawn RETURNING s.used_email AS "usedEmail", ${LIFTED}`;

/** The address is free again where nobody else has unsubscribed with it. */
const LIFT_ADDRESSES = `
  DELETE FROM suppressions s WHERE s.email = ANY($1) AND s.reason = 'unsubscribed' AND NOT EXISTS (SELECT FROM suppressions o WHERE o.used_email = s.email) RETURNING ${LIFTED}`;

/** Who has unsubscribed and then consents anew gets promotions again. */
@Injectable()
export class ConsentReturns {
  constructor(private readonly news: SuppressionNews) {}

  async notice(tx: Transaction, contacts: readonly Contact[]): Promise<void> {
    const columns = (consent: boolean): unknown[][] =>
      columnsOf(contacts.filter(({ advertisingConsent }) => advertisingConsent === consent), ({ contactId }) => contactId, ({ version }) => version);
    await tx.query(NOTE, columns(false));
    const lifted = await tx.query<SuppressionChange & { usedEmail: string | null }>(LIFT, columns(true));
    const emails = lifted.flatMap(({ usedEmail }) => usedEmail ?? []);
    const addresses = emails.length === 0 ? [] : await tx.query<SuppressionChange>(LIFT_ADDRESSES, [emails]);
    await this.news.tell(tx, [...lifted, ...addresses]);
  }
}
