import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import type { z } from 'zod';
import { lookedFor } from '../addresses/email-address.ts';
import { SuppressedRepository } from '../suppressions/suppressed.repository.ts';
import type { contactDetails, contactView } from './contacts.api.ts';

export type ContactView = z.infer<typeof contactView>;
export type ContactDetails = z.infer<typeof contactDetails>;

export interface ContactFilter {
  readonly email?: string | undefined;
  readonly externalId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const VIEW = `
  SELECT c.id, c.email, c.external_id AS "externalId", c.name, c.language, c.attributes, c.advertising_consent IS TRUE AS "advertisingConsent",
    c.version::int, to_json(c.created_at) #>> '{}' AS "createdAt", c.account_id AS "accountId", coalesce(a.tier, 'UNKNOWN') AS tier
  FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id`;

/** Contacts as the API shows them. */
@Injectable()
export class ContactsReader {
  constructor(
    private readonly database: Database,
    private readonly suppressions: SuppressedRepository,
  ) {}

  async find({ email, externalId, after, limit }: ContactFilter): Promise<ContactView[]> {
    return this.database.query<ContactView>(
      `${VIEW} WHERE ($1::text IS NULL OR c.email = $1) AND ($2::text IS NULL OR c.external_id = $2) AND ($3::uuid IS NULL OR c.id > $3)
       ORDER BY c.id LIMIT $4`,
      [email === undefined ? undefined : lookedFor(email), externalId, after, limit],
    );
  }

  async show(id: string): Promise<ContactDetails> {
    const [contact] = await this.database.query<ContactView>(`${VIEW} WHERE c.id = $1`, [id]);
    if (!contact) throw new NotFound('contact', id);
    const [account] = await this.database.query<NonNullable<ContactDetails['account']>>(
      'SELECT id, key, name, tier, handed_off AS "handedOff" FROM accounts WHERE id = $1',
      [contact.accountId],
    );
    const consents = await this.database.query<ContactDetails['consents'][number]>(
      `SELECT purpose, granted, source, proof, channel, wording, actor, to_json(recorded_at) #>> '{}' AS "recordedAt" FROM consents WHERE contact_id = $1 ORDER BY id`,
      [id],
    );
    return { ...contact, account: account ?? null, consents, suppressed: await this.suppressions.reasonOf(this.database, contact) };
  }
}
