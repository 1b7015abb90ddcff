import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import { AccountWriter } from '../accounts/account-writer.ts';
import { accountTouched, everything } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { ContactsRepository } from './contacts.repository.ts';

/** Removes a contact and all that is known of him, and tells the others that he has no address any more. */
@Injectable()
export class ForgettingService {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactsRepository,
    private readonly accounts: AccountWriter,
    private readonly changes: ContactChanges,
  ) {}

  async forget(id: string): Promise<void> {
    await this.database.transaction((tx) => this.remove(tx, id));
  }

  private async remove(tx: Transaction, id: string): Promise<void> {
    const contact = await this.contacts.remove(tx, id);
    if (!contact) throw new NotFound('contact', id);
    const { ofCrossed } = await this.accounts.follow(tx, { changed: [], others: [contact.accountId], except: [id] });
    const changes = [{ contactIds: [id], touches: everything }, { contactIds: ofCrossed, touches: accountTouched }];
    await this.changes.announce(tx, { contactIds: ofCrossed, changes, forgotten: { contactId: id, version: contact.version + 1 } });
  }
}
