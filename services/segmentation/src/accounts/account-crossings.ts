import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { accountTouched } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { AccountWriter } from './account-writer.ts';

/** What follows where accounts are judged anew and nobody has written their contacts. */
@Injectable()
export class AccountCrossings {
  constructor(
    private readonly accounts: AccountWriter,
    private readonly changes: ContactChanges,
  ) {}

  /** Classifies the accounts; the contacts of those that crossed are judged by the segments and told. */
  async follow(tx: Transaction, accountIds: readonly string[]): Promise<void> {
    const { ofCrossed } = await this.accounts.follow(tx, { changed: [], others: accountIds, except: [] });
    await this.changes.announce(tx, { contactIds: ofCrossed, changes: [{ contactIds: ofCrossed, touches: accountTouched }] });
  }
}
