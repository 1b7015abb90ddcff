import type { Attempt } from '@widecast/mail';
import type { ClaimedDelivery } from '../ledger/delivery.ts';

export interface Outcome {
  readonly delivery: ClaimedDelivery;
  readonly attempt: Attempt;
}

/** What came of the deliveries of a claim, kept until it is written: what a relay has answered is never forgotten. */
export class Outcomes {
  private waiting: Outcome[] = [];

  add(outcome: Outcome): void {
    this.waiting.push(outcome);
  }

  get areThere(): boolean {
    return this.waiting.length > 0;
  }

  /** Where writing fails, they wait for the next time. */
  async write(write: (outcomes: readonly Outcome[]) => Promise<void>): Promise<void> {
    await write(this.waiting);
    this.waiting = [];
  }
}
