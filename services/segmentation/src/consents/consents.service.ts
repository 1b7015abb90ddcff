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
      for (const [proof, contactIds] of byProof(unsubscriptions.filter(({ eventId }) => fresh.has(eventId)))) {
        await this.save(tx, [...contactIds], { granted: false, source: 'unsubscribe link', proof });
      }
    });
  }

  private async save(tx: Transaction, contactIds: readonly string[], consent: ConsentDraft): Promise<string[]> {
    const known = await this.contacts.saveConsent(tx, contactIds, consent);
    await this.changes.announce(tx, { contactIds: known, changes: [{ contactIds: known, touches: consentTouched }] });
    return known;
  }
}

function byProof(unsubscriptions: readonly Unsubscription[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { proof, contactId } of unsubscriptions) groups.set(proof, (groups.get(proof) ?? new Set()).add(contactId));
  return groups;
}
