import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { firstSeen } from '@widecast/messaging';
import { NotFound } from '@widecast/service-kit';
import { consentsTouched } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
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

  async record(consent: ConsentOf): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = await this.save(tx, [consent]);
      if (known === 0) throw new NotFound('contact', consent.contactId);
    });
  }

  /** Each event withdraws once, however often it is delivered: a consent given later stays. */
  async withdraw(unsubscriptions: readonly Unsubscription[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const fresh = await firstSeen(tx, 'unsubscriptions', unsubscriptions.map(({ eventId }) => eventId));
      const once = new Map(unsubscriptions.filter(({ eventId }) => fresh.has(eventId)).map((each) => [`${each.contactId} ${each.proof}`, each]));
      await this.save(tx, [...once.values()].map(({ contactId, proof }) => ({
        contactId, purpose: 'advertising', granted: false, source: 'unsubscribe link', proof, channel: 'email', wording: null, actor: null,
      })));
    });
  }

  /** Gives how many of the contacts there are. */
  async save(tx: Transaction, consents: readonly ConsentOf[]): Promise<number> {
    if (consents.length === 0) return 0;
    const contactIds = await this.consents.save(tx, consents);
    await this.changes.announce(tx, { contactIds, changes: [{ contactIds, touches: consentsTouched(consents.map(({ purpose }) => purpose)) }] });
    return contactIds.length;
  }
}
