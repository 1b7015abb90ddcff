import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { firstSeen } from '@widecast/messaging';
import { NotFound } from '@widecast/service-kit';
import { consentTouched } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import type { ConsentDraft } from '../writing/contact-draft.ts';
import { ConsentsRepository, type ConsentOf } from './consents.repository.ts';

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
    private readonly consents: ConsentsRepository,
    private readonly changes: ContactChanges,
  ) {}

  async record(contactId: string, consent: ConsentDraft): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = await this.save(tx, [{ contactId, ...consent }]);
      if (known.length === 0) throw new NotFound('contact', contactId);
    });
  }

  /** Each event withdraws once, however often it is delivered: a consent given later stays. */
  async withdraw(unsubscriptions: readonly Unsubscription[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const fresh = await firstSeen(tx, 'unsubscriptions', unsubscriptions.map(({ eventId }) => eventId));
      const once = new Map(unsubscriptions.filter(({ eventId }) => fresh.has(eventId)).map((each) => [`${each.contactId} ${each.proof}`, each]));
      await this.save(tx, [...once.values()].map(({ contactId, proof }) => ({ contactId, granted: false, source: 'unsubscribe link', proof })));
    });
  }

  private async save(tx: Transaction, consents: readonly ConsentOf[]): Promise<string[]> {
    if (consents.length === 0) return [];
    const known = await this.consents.save(tx, consents);
    await this.changes.announce(tx, { contactIds: known, changes: [{ contactIds: known, touches: consentTouched }] });
    return known;
  }
}
