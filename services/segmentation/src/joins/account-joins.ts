import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { observedGauge } from '@widecast/service-kit';
import { AccountCrossings } from '../accounts/account-crossings.ts';
import { ActivePolicy } from '../tiers/active-policy.ts';
import { Background } from '../upkeep/background.ts';
import { apartBy } from './account-links.ts';
import { JoinRequests } from './join-requests.ts';
import { JoinsRepository } from './joins.repository.ts';
import { leadingOfEach } from './leading.ts';

/** Of some thousand accounts each. */
const BATCHES = 4;
const WAITING = { name: 'widecast_accounts_to_join', help: 'Accounts that wait to be joined with others of the same tax id, domain or parent.', labels: ['service'] as const };

/** Lets accounts that are one company have the tier of the largest; any process goes on where one stopped. */
@Injectable()
export class AccountJoins implements OnModuleDestroy {
  private readonly background = new Background(new Logger(AccountJoins.name), 'accounts wait to be joined');
  private readonly endGauge = observedGauge(WAITING, async (gauge) => gauge.set({ service: 'segmentation' }, await this.joins.waiting(this.database)));

  constructor(
    private readonly database: Database,
    private readonly joins: JoinsRepository,
    private readonly crossings: AccountCrossings,
    private readonly active: ActivePolicy,
    requests: JoinRequests,
  ) {
    requests.onAsked(() => this.wake());
  }

  async onModuleDestroy(): Promise<void> {
    this.endGauge();
    await this.background.stop();
  }

  wake(): void {
    this.background.wake(() => this.complete());
  }

  /** Returns when all that was asked before is joined, by whomever. */
  complete(): Promise<void> {
    return this.background.exhaust(() => this.database.transaction((tx) => this.step(tx)));
  }

  /** Joins those of the accounts that wait, before the transaction goes on, and says whether there were any. For who holds no accounts yet. */
  async joinWaiting(tx: Transaction, accountIds: readonly string[]): Promise<boolean> {
    const waiting = await this.joins.waitingAmong(tx, accountIds);
    if (waiting.length === 0) return false;
    await this.joins.hold(tx);
    await this.join(tx, waiting);
    return true;
  }

  private async step(tx: Transaction): Promise<boolean> {
    const asked = await this.joins.take(tx, BATCHES);
    if (!asked) return false;
    const linked = await this.joins.linked(tx, asked);
    if (linked.length > 0) await this.join(tx, linked);
    return true;
  }

  /** For who has {@link JoinsRepository.hold}: whom these and all others of their companies are led by. */
  async join(tx: Transaction, accountIds: readonly string[]): Promise<void> {
    const { policy } = await this.active.in(tx);
    const members = await this.joins.membersOf(tx, accountIds, apartBy(policy));
    const leading = leadingOfEach(members);
    const moved = members.filter((member) => !isDeepStrictEqual(member.leading, leading.get(member.id) ?? null)).map(({ id }) => ({ id, leading: leading.get(id) ?? null }));
    if (moved.length === 0) return;
    await this.joins.lead(tx, moved);
    await this.crossings.follow(tx, moved.map(({ id }) => id));
  }
}
