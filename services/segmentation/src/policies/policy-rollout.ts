import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AccountWriter } from '../accounts/account-writer.ts';
import { Database, type Transaction } from '@widecast/database';
import { accountTouched } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { JoinRequests } from '../joins/join-requests.ts';
import { Background } from '../upkeep/background.ts';
import { PoliciesRepository } from './policies.repository.ts';

const BATCH = 500;

/** Judges all accounts by a policy that was chosen, a batch a transaction; any process goes on where one stopped. */
@Injectable()
export class PolicyRollout implements OnModuleDestroy {
  private readonly background = new Background(new Logger(PolicyRollout.name), 'accounts wait to be judged by the policy that was chosen');

  constructor(
    private readonly database: Database,
    private readonly policies: PoliciesRepository,
    private readonly accounts: AccountWriter,
    private readonly changes: ContactChanges,
    private readonly requests: JoinRequests,
  ) {}

  onModuleDestroy(): Promise<void> {
    return this.background.stop();
  }

  wake(): void {
    this.background.wake(() => this.resume());
  }

  resume(): Promise<void> {
    return this.background.exhaust(() => this.database.transaction((tx) => this.step(tx, 'FOR UPDATE SKIP LOCKED')));
  }

  /** Returns when all accounts are judged by the policy that is chosen, by whomever. */
  complete(): Promise<void> {
    return this.background.exhaust(() => this.database.transaction((tx) => this.step(tx, 'FOR UPDATE')));
  }

  private async step(tx: Transaction, lock: 'FOR UPDATE' | 'FOR UPDATE SKIP LOCKED'): Promise<boolean> {
    const rollout = await this.policies.underWay(tx, lock);
    if (!rollout) return false;
    const rows = await tx.query<{ id: string }>('SELECT id FROM accounts WHERE id > $1 ORDER BY id LIMIT $2', [rollout.after, BATCH]);
    const ids = rows.map(({ id }) => id);
    const { ofCrossed, crossed } = await this.accounts.follow(tx, { changed: [], others: ids, except: [] });
    // Another policy may join a parent and its subsidiaries, or not.
    await this.requests.ask(tx, ids);
    await this.changes.announce(tx, { contactIds: ofCrossed, changes: [{ contactIds: ofCrossed, touches: accountTouched }] });
    const last = ids.length < BATCH ? null : (ids.at(-1) ?? null);
    await this.policies.noteProgress(tx, rollout.version, { after: last, judged: ids.length, moved: crossed });
    return last !== null;
  }
}
