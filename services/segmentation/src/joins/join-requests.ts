import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { JoinsRepository } from './joins.repository.ts';

/** Asks for a look at whom accounts belong to, once the transaction is committed. */
@Injectable()
export class JoinRequests {
  private wake = (): void => undefined;

  constructor(private readonly joins: JoinsRepository) {}

  onAsked(wake: () => void): void {
    this.wake = wake;
  }

  async ask(tx: Transaction, accountIds: readonly string[]): Promise<void> {
    if (accountIds.length === 0) return;
    await this.joins.ask(tx, accountIds);
    tx.afterCommit(() => this.wake());
  }
}
