import { Inject, Injectable } from '@nestjs/common';
import type { Attempt } from '@widecast/mail';
import { LANE, type Lane } from '../lanes/lane.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import { ComposerService } from '../messages/composer.service.ts';
import type { Compose } from '../messages/outgoing-message.ts';
import { Unfit } from '../messages/unfit.ts';
import { Outcomes } from './outcomes.ts';
import { patiently } from './patiently.ts';
import { Permits, type Permit } from './permit.ts';
import { Recorder } from './recorder.ts';

/** Deliveries that are `sending` at a time in one worker: what a killed process can leave in doubt, besides unrecorded outcomes. */
const WINDOW = 64;

interface Course {
  readonly permit: Permit;
  readonly outcomes: Outcomes;
  readonly stop: AbortSignal;
}

/** Sends the deliveries of one claim. */
@Injectable()
export class ClaimRunner {
  constructor(
    private readonly permits: Permits,
    private readonly composer: ComposerService,
    private readonly recorder: Recorder,
    @Inject(LANE) private readonly lane: Lane,
  ) {}

  /** Ends with every delivery settled or given back, however long the database is away. */
  async run(claim: Claim, stop: AbortSignal): Promise<void> {
    const permit = this.permits.for(claim);
    const outcomes = new Outcomes();
    try {
      await this.sendAll(claim, { permit, outcomes, stop });
    } finally {
      await patiently(() => outcomes.write((all) => this.recorder.finish(claim, all)), stop).finally(() => permit.end());
    }
  }

  private async sendAll(claim: Claim, { permit, outcomes, stop }: Course): Promise<void> {
    const compose = await this.composer.prepare(claim);
    for (let at = 0; at < claim.rows.length && !stop.aborted && !this.lane.isResting && permit.isOurs; at += WINDOW) {
      try {
        const admitted = await permit.admit(claim.rows.slice(at, at + WINDOW));
        await Promise.all(admitted.map(async (delivery) => outcomes.add({ delivery, attempt: await this.attempt(delivery, compose, permit) })));
      } finally {
        permit.close();
      }
      if (outcomes.areDue) await outcomes.write((some) => this.recorder.record(claim, some));
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
