import { Injectable } from '@nestjs/common';
import type { SuppressionsChanged } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { ContactChanges } from '../news/contact-changes.ts';
import { ErasedAddresses } from '../privacy/erased-addresses.ts';
import { SuppressedRepository, type Affected, type SuppressionChange } from './suppressed.repository.ts';

const SOME = 1000;

/** Keeps whom dispatch sends no promotions to, so that he is counted neither as reachable nor in an audience; dispatch alone decides. */
@Injectable()
export class SuppressionsService {
  constructor(
    private readonly database: Database,
    private readonly suppressed: SuppressedRepository,
    private readonly erased: ErasedAddresses,
    private readonly changes: ContactChanges,
  ) {}

  async learn({ changes, completeFrom }: SuppressionsChanged): Promise<void> {
    if (changes.length > 0) await this.database.transaction((tx) => this.note(tx, changes));
    if (completeFrom !== undefined) await this.liftBefore(completeFrom);
  }

  /** Nothing is kept of the address of an erased person, however late the news of it come. */
  private async note(tx: Transaction, changes: readonly SuppressionChange[]): Promise<void> {
    await this.suppressed.alone(tx);
    const erased = await this.erased.among(tx, changes.flatMap(({ email }) => email ?? []));
    await this.tell(tx, await this.suppressed.learn(tx, changes.filter(({ email }) => email === null || !erased.has(email))));
  }

  private async liftBefore(version: number): Promise<void> {
    const liftSome = (): Promise<number> => this.database.transaction(async (tx) => {
      await this.suppressed.alone(tx);
      const affected = await this.suppressed.liftBefore(tx, version, SOME);
      await this.tell(tx, affected);
      return affected.emails.length + affected.contactIds.length;
    });
    while ((await liftSome()) > 0) { /* some at a time */ }
  }

  private async tell(tx: Transaction, affected: Affected): Promise<void> {
    if (affected.emails.length + affected.contactIds.length > 0) await this.changes.tell(tx, await this.suppressed.touch(tx, affected));
  }
}
