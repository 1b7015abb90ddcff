import type { Attempt } from '@widecast/mail';
import type { ClaimedDelivery } from '../ledger/delivery.ts';

export interface Outcome {
  readonly delivery: ClaimedDelivery;
  readonly attempt: Attempt;
}

/** Outcomes are written when there are so many, or when the oldest is so old in ms. */
const MOST = 200;
const OLDEST = 500;

/** What came of the deliveries of a claim, kept until it is written: what a relay has answered is never forgotten. */
export class Outcomes {
  private waiting: Outcome[] = [];
  private since = 0;

  add(outcome: Outcome): void {
    if (this.waiting.length === 0) this.since = performance.now();
    this.waiting.push(outcome);
  }

  get areDue(): boolean {
    return this.waiting.length >= MOST || (this.waiting.length > 0 && performance.now() - this.since >= OLDEST);
  }

  /** Where writing fails, they wait for the next time. */
  async write(write: (outcomes: readonly Outcome[]) => Promise<void>): Promise<void> {
    await write(this.waiting);
    this.waiting = [];
  }
}
