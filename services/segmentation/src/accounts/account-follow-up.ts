import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { accountTouched } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { Background } from '../upkeep/background.ts';
import { AccountContacts } from './account-contacts.ts';

const BATCH = 2000;
const ACCOUNTS = 1000;

/** Carries the changes of large accounts, or of very many, to all their contacts, a batch a transaction; any process goes on where one stopped. */
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

  /** Returns when no account waits. */
  async resume(): Promise<void> {
    await this.background.exhaust(() => this.database.transaction((tx) => this.step(tx)));
  }

  private async step(tx: Transaction): Promise<boolean> {
    const waiting = await this.contacts.postponed(tx, { accounts: ACCOUNTS, limit: BATCH });
    if (!waiting) return false;
    const contactIds = waiting.flatMap(({ id }) => id ?? []);
    await this.contacts.touch(tx, contactIds);
    await this.changes.announce(tx, { contactIds, changes: [{ contactIds, touches: accountTouched }] });
    const unfinished = waiting.length < BATCH ? undefined : waiting.at(-1);
    const ids = new Set(waiting.map(({ accountId }) => accountId));
    await this.contacts.noteProgress(tx, [...ids].map((accountId) => ({ accountId, after: accountId === unfinished?.accountId ? unfinished.id : null })));
    return true;
  }
}
