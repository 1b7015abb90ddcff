import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { accountTouched } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { Background } from '../upkeep/background.ts';
import { AccountContacts } from './account-contacts.ts';

const BATCH = 2000;

/** Carries the change of a large account to all its contacts, a batch a transaction; any process goes on where one stopped. */
@Injectable()
export class AccountFollowUp implements OnModuleDestroy {
  private readonly background = new Background(new Logger(AccountFollowUp.name), 'the contacts of a changed account wait for the next turn');

  constructor(
    private readonly database: Database,
    private readonly contacts: AccountContacts,
    private readonly changes: ContactChanges,
  ) {}

  onModuleDestroy(): Promise<void> {
    return this.background.stop();
  }

  /** Looks for work in the background. */
  wake(): void {
    this.background.wake(() => this.resume());
  }

  async resume(): Promise<void> {
    const waiting = await this.database.query<{ id: string }>('SELECT id FROM accounts WHERE contacts_after IS NOT NULL ORDER BY id');
    for (const { id } of waiting) await this.background.exhaust(() => this.database.transaction((tx) => this.step(tx, id)));
  }

  private async step(tx: Transaction, accountId: string): Promise<boolean> {
    const after = await this.contacts.postponed(tx, accountId);
    if (after === undefined) return false;
    const contactIds = await this.contacts.page(tx, accountId, { after, limit: BATCH });
    await this.contacts.touch(tx, contactIds);
    await this.changes.announce(tx, { contactIds, changes: [{ contactIds, touches: accountTouched }] });
    const last = contactIds.length < BATCH ? undefined : contactIds.at(-1);
    await this.contacts.noteProgress(tx, accountId, last ?? null);
    return last !== undefined;
  }
}
