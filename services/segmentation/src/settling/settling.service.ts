import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { AccountFollowUp } from '../accounts/account-follow-up.ts';
import { AccountWriter } from '../accounts/account-writer.ts';
import { ChangeDrain } from '../membership/change-drain.ts';
import { accountTouched } from '../membership/contact-change.ts';
import { AccountJoins } from '../joins/account-joins.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { type Unsettled, UnsettledRepository } from './unsettled.repository.ts';

/** The more contacts are judged together, the fewer and fuller are the events of who came into a segment. */
const TOGETHER = 30_000;
/** Each keeps one core of the database busy, and this process a part of the other. */
const JUDGES = 2;

/**
 * What follows from contacts that a list brought, after their rows: tiers that hang on the number of contacts, segments, and
 * the news to other services. It goes over many transactions; any process goes on where one stopped.
 */
@Injectable()
export class SettlingService implements OnModuleDestroy {
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly unsettled: UnsettledRepository,
    private readonly accounts: AccountWriter,
    private readonly changes: ContactChanges,
    private readonly segments: ChangeDrain,
    private readonly joins: AccountJoins,
    private readonly followUp: AccountFollowUp,
  ) {}

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Returns when all that was written before is settled and told, by whomever. */
  async complete(): Promise<void> {
    await this.judge();
    await this.tell();
  }

  /** Returns when the tiers and segments of all that was written before are complete. */
  async judge(): Promise<void> {
    await this.untilNoneIsLeft((tx) => this.followSome(tx));
    // Before segments say who came into them: accounts may be parts of large companies.
    await this.joins.complete();
    await Promise.all(Array.from({ length: JUDGES }, () => this.untilNoneIsLeft((tx) => this.judgeSome(tx))));
    await this.followUp.resume();
    if (!this.stopping) await this.segments.complete();
  }

  /** Tells the others of new contacts: they would only slow down the judgement. */
  async tell(): Promise<void> {
    await this.untilNoneIsLeft((tx) => this.tellOfSome(tx));
  }

  /** A batch a transaction. */
  private async untilNoneIsLeft(step: (tx: Transaction) => Promise<boolean>): Promise<void> {
    while (!this.stopping && (await this.database.transaction(step))) { /* the next */ }
  }

  private async tellOfSome(tx: Transaction): Promise<boolean> {
    const contactIds = await this.unsettled.takeUntold(tx);
    if (contactIds) await this.changes.tell(tx, contactIds);
    return contactIds !== undefined;
  }

  /** Tiers first, which hang together by accounts; known contacts are judged at once, new ones all together later. */
  private async followSome(tx: Transaction): Promise<boolean> {
    const batches = await this.unsettled.take(tx, TOGETHER);
    if (batches.length === 0) return false;
    const created = batches.filter(isOfNew).flatMap(({ contactIds }) => contactIds);
    const { ofCrossed, ofTouched } = await this.accounts.follow(tx, {
      changed: [], others: batches.flatMap(({ accountIds }) => accountIds), except: created,
    });
    await this.changes.settle(tx, batches.filter((batch) => !isOfNew(batch)));
    await this.changes.announce(tx, {
      contactIds: ofCrossed, changes: [{ contactIds: [...ofCrossed, ...ofTouched], touches: accountTouched }],
    });
    return true;
  }

  private async judgeSome(tx: Transaction): Promise<boolean> {
    const contactIds = await this.unsettled.takeNew(tx);
    if (contactIds) await this.changes.settleNew(tx, contactIds);
    return contactIds !== undefined;
  }
}

const isOfNew = ({ touches }: Unsettled): boolean => touches.everything === true;
