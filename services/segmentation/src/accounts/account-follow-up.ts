import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { accountTouched } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { AccountContacts } from './account-contacts.ts';

const BATCH = 2000;

/** Carries the change of a large account to all its contacts, a batch a transaction; any process goes on where one stopped. */
@Injectable()
export class AccountFollowUp implements OnModuleDestroy {
  private readonly logger = new Logger(AccountFollowUp.name);
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly contacts: AccountContacts,
    private readonly changes: ContactChanges,
  ) {}

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** Looks for work in the background; what fails is left to the next turn of the clock. */
  wake(): void {
    this.running = this.running
      .then(() => this.resume())
      .catch((error: unknown) => this.logger.warn({ msg: 'the contacts of a changed account wait for the next turn', error }));
  }

  async resume(): Promise<void> {
    const waiting = await this.database.query<{ id: string }>('SELECT id FROM accounts WHERE contacts_after IS NOT NULL ORDER BY id');
    for (const { id } of waiting) {
      while (!this.stopping && (await this.database.transaction((tx) => this.step(tx, id)))) { /* batch by batch */ }
    }
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
