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
    await this.database.transaction(async (tx) => void (await this.remove(tx, id)));
  }

  /** Gives the version under which the others are told that he is gone. Throws {@link NotFound}. */
  async remove(tx: Transaction, id: string): Promise<number> {
    const contact = await this.contacts.remove(tx, id);
    if (!contact) throw new NotFound('contact', id);
    const { ofCrossed } = await this.accounts.follow(tx, { changed: [], others: [contact.accountId, contact.cameTo], except: [id] });
    const changes = [{ contactIds: [id], touches: everything }, { contactIds: ofCrossed, touches: accountTouched }];
    const version = contact.version + 1;
    await this.changes.announce(tx, { contactIds: ofCrossed, changes, forgotten: { contactId: id, version } });
    return version;
  }
}
