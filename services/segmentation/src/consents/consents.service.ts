import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { firstSeen } from '@widecast/messaging';
import { NotFound } from '@widecast/service-kit';
import { ContactChanges } from '../contacts/contact-changes.ts';
import type { ConsentDraft } from '../contacts/contact-draft.ts';
import { ContactsRepository } from '../contacts/contacts.repository.ts';
import { consentTouched } from '../segments/contact-change.ts';

export interface Unsubscription {
  readonly eventId: string;
  readonly contactId: string;
  readonly proof: string;
}

/** What contacts agreed to; a record is added for each change of mind and none is ever altered. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactsRepository,
    private readonly changes: ContactChanges,
  ) {}

  async record(contactId: string, consent: ConsentDraft): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = await this.save(tx, [contactId], consent);
      if (known.length === 0) throw new NotFound('contact', contactId);
    });
  }

  /** Each event withdraws once, however often it is delivered: a consent given later stays. */
  async withdraw(unsubscriptions: readonly Unsubscription[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const fresh = await firstSeen(tx, 'unsubscriptions', unsubscriptions.map(({ eventId }) => eventId));
      const byProof = Map.groupBy(unsubscriptions.filter(({ eventId }) => fresh.has(eventId)), ({ proof }) => proof);
      for (const [proof, group] of byProof) {
        await this.save(tx, group.map(({ contactId }) => contactId), { granted: false, source: 'unsubscribe link', proof });
      }
    });
  }

  private async save(tx: Transaction, contactIds: readonly string[], consent: ConsentDraft): Promise<string[]> {
    const known = await this.contacts.saveConsent(tx, contactIds, consent);
    await this.changes.announce(tx, { contactIds: known, changes: [{ contactIds: known, touches: consentTouched }] });
    return known;
  }
}
