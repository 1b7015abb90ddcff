import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { ChangeDrain } from './change-drain.ts';
import { ChangeQueue } from './change-queue.ts';
import type { ContactChange } from './contact-change.ts';

/** Takes note of changed contacts in the transaction of the change; the rules are judged right after its commit. */
@Injectable()
export class SegmentRefresher {
  constructor(
    private readonly queue: ChangeQueue,
    private readonly drain: ChangeDrain,
  ) {}

  async refresh(tx: Transaction, changes: readonly ContactChange[]): Promise<void> {
    await this.queue.append(tx, changes);
    tx.afterCommit(() => this.drain.wake());
  }
}
