import { Inject, Injectable } from '@nestjs/common';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import { ComposerService } from '../messages/composer.service.ts';
import type { Compose } from '../messages/outgoing-message.ts';
import { Unfit } from '../messages/unfit.ts';
import { LANE, type Attempt, type Lane } from './lane.ts';
import { Permits, type Permit } from './permit.ts';
import { Recorder, type Outcome } from './recorder.ts';

/** Deliveries that are `sending` at a time in one worker: what a killed process can leave in doubt, besides unrecorded outcomes. */
const WINDOW = 64;
/** Outcomes are written when there are so many, or when the oldest is so old in ms. */
const FLUSH_ROWS = 200;
const FLUSH_AGE = 500;

/** Sends the deliveries of one claim. */
@Injectable()
export class ClaimRunner {
  constructor(
    private readonly permits: Permits,
    private readonly composer: ComposerService,
    private readonly recorder: Recorder,
    @Inject(LANE) private readonly lane: Lane,
  ) {}

  /** Ends with every delivery settled or given back. */
  async run(claim: Claim, stop: AbortSignal): Promise<void> {
    const permit = this.permits.for(claim);
    const compose = await this.composer.prepare(claim);
    let outcomes: Outcome[] = [];
    let begun = performance.now();
    let at = 0;
    while (at < claim.rows.length && !stop.aborted && !this.lane.isResting && permit.hasTime) {
      const window = claim.rows.slice(at, at + WINDOW);
      at += window.length;
      outcomes.push(...(await this.sendWindow(window, compose, permit)));
      if (outcomes.length < FLUSH_ROWS && performance.now() - begun < FLUSH_AGE) continue;
      await this.recorder.record(claim, outcomes);
      outcomes = [];
      begun = performance.now();
    }
    await this.recorder.finish(claim, outcomes);
  }

  private async sendWindow(window: readonly ClaimedDelivery[], compose: Compose, permit: Permit): Promise<Outcome[]> {
    try {
      const admitted = await permit.admit(window);
      return await Promise.all(admitted.map(async (delivery) => ({ delivery, attempt: await this.attempt(delivery, compose, permit) })));
    } finally {
      permit.end();
    }
  }

  private async attempt(delivery: ClaimedDelivery, compose: Compose, permit: Permit): Promise<Attempt> {
    try {
      const message = await compose(delivery);
      return await this.lane.send(message, () => permit.mayLeave(delivery));
    } catch (error) {
      return { kind: 'unfit', reason: error instanceof Unfit ? error.reason : 'not_composable' };
    }
  }
}
