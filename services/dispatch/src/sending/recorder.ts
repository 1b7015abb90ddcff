import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { counter } from '@widecast/service-kit';
import { Claims } from '../claims/claims.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import { groupBy } from '../ledger/group-by.ts';
import { Settlements } from '../ledger/settlements.ts';
import { SuppressionsService } from '../suppressions/suppressions.service.ts';
import { outcomeOf, type Outcome } from './outcomes.ts';
import { LaneWatch } from '../throttles/lane-watch.ts';
import { Refusals } from './refusals.ts';
import { isBrokenAddress, settlementOf, type AttemptPolicy } from './settlement-of.ts';

const attempts = counter({ name: 'widecast_delivery_attempts_total', help: 'Conversations about messages, by what came of them.', labels: ['service', 'outcome'] });

/** Writes what came of attempts. What was written before is not written again. */
@Injectable()
export class Recorder {
  constructor(
    private readonly database: Database,
    private readonly settlements: Settlements,
    private readonly suppressions: SuppressionsService,
    private readonly claims: Claims,
    private readonly watch: LaneWatch,
    private readonly refusals: Refusals,
  ) {}

  /** Part of the transaction that lets the next deliveries begin: a round of messages costs one commit. */
  async record(tx: Transaction, claim: Claim, outcomes: readonly Outcome[]): Promise<void> {
    await this.write(tx, claim, outcomes);
    tx.afterCommit(() => this.noted(claim, outcomes));
  }

  /** Records the rest and gives back what was not begun, to be taken up after a pause in ms. */
  async finish(claim: Claim, outcomes: readonly Outcome[], pause: number): Promise<void> {
    await this.database.pipelinedTransaction(async (tx) => {
      await this.write(tx, claim, outcomes);
      await this.claims.end(tx, claim, pause);
      tx.afterCommit(() => this.noted(claim, outcomes));
    });
  }

  private noted(claim: Claim, outcomes: readonly Outcome[]): void {
    count(outcomes);
    void this.watch.notice(claim, outcomes);
  }

  private async write(tx: Transaction, claim: Claim, outcomes: readonly Outcome[]): Promise<void> {
    const together = this.refusals.among(claim, outcomes);
    const refusalOf = (delivery: ClaimedDelivery): AttemptPolicy['refusal'] => {
      if (together.turnedAway.has(delivery)) return 'turned_away';
      return together.doubtful.has(delivery) ? 'doubtful' : undefined;
    };
    const policy = { ...this.claims.attemptPolicy, inDoubt: claim.inDoubt };
    const broken = outcomes.filter(({ delivery, attempt }) => isBrokenAddress(attempt) && refusalOf(delivery) === undefined);
    // Asked for before anything else, so that a fence that is asked at the same time knows of them.
    const suppressed = this.suppressions.addBroken(tx, broken.map(({ delivery }) => delivery.email));
    await Promise.all([suppressed, this.settlements.settle(tx, claim, outcomes.map(({ delivery, attempt }) => settlementOf(delivery, attempt, { ...policy, refusal: refusalOf(delivery) })))]);
    tx.afterCommit(() => this.refusals.note(claim, outcomes, together));
  }
}

function count(outcomes: readonly Outcome[]): void {
  for (const [outcome, some] of groupBy(outcomes, ({ attempt }) => outcomeOf(attempt))) attempts.inc({ service: 'dispatch', outcome }, some.length);
}
