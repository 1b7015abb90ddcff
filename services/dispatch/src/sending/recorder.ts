import { Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { counter } from '@widecast/service-kit';
import { CampaignRunService } from '../campaigns/campaign-run.service.ts';
import { Claims } from '../claims/claims.ts';
import type { Claim } from '../ledger/delivery.ts';
import { groupBy } from '../ledger/group-by.ts';
import { Settlements } from '../ledger/settlements.ts';
import { SuppressionsService } from '../suppressions/suppressions.service.ts';
import type { Outcome } from './outcomes.ts';
import { LaneWatch } from '../throttles/lane-watch.ts';
import { isBrokenAddress, settlementOf } from './settlement-of.ts';
import { turnedAway } from './turned-away.ts';

const attempts = counter({ name: 'widecast_delivery_attempts_total', help: 'Conversations about messages, by what came of them.', labels: ['service', 'outcome'] });

/** Writes what came of attempts. What was written before is not written again. */
@Injectable()
export class Recorder {
  private readonly logger = new Logger('recorder');

  constructor(
    private readonly database: Database,
    private readonly settlements: Settlements,
    private readonly suppressions: SuppressionsService,
    private readonly claims: Claims,
    private readonly watch: LaneWatch,
    private readonly runs: CampaignRunService,
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
    const together = claim.kind === 'campaign' ? turnedAway(outcomes) : new Set();
    const policy = { ...this.claims.attemptPolicy, inDoubt: claim.inDoubt };
    // Asked for before anything else, so that a fence that is asked at the same time knows of them.
    const suppressed = this.suppressions.addBroken(tx, outcomes.filter(({ delivery, attempt }) => isBrokenAddress(attempt) && !together.has(delivery)).map(({ delivery }) => delivery.email));
    await Promise.all([suppressed, this.settlements.settle(tx, claim, outcomes.map(({ delivery, attempt }) => settlementOf(delivery, attempt, { ...policy, isTurnedAway: together.has(delivery) })))]);
    if (together.size > 0) tx.afterCommit(() => void this.pause(claim, together.size));
  }

  /** A person has to look before more is refused. Where it fails, the next refusals do it. */
  private async pause({ sourceId }: Claim, deliveries: number): Promise<void> {
    this.logger.warn({ msg: 'nearly everything of a campaign was refused for ever, so it is paused', campaignId: sourceId, deliveries });
    await this.database.transaction((tx) => this.runs.stall(tx, sourceId, 'refused'))
      .catch((error: unknown) => this.logger.warn({ msg: 'the campaign could not be paused', campaignId: sourceId, error }));
  }
}

function count(outcomes: readonly Outcome[]): void {
  for (const [outcome, some] of groupBy(outcomes, ({ attempt }) => attempt.kind)) attempts.inc({ service: 'dispatch', outcome }, some.length);
}
