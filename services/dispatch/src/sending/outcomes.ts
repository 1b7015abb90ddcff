import type { Attempt } from '@widecast/mail';
import type { ClaimedDelivery } from '../ledger/delivery.ts';

export interface Outcome {
  readonly delivery: ClaimedDelivery;
  readonly attempt: Attempt;
}

/** What came of an attempt, as metrics call it: a refusal for now is another thing than one for ever. */
export const outcomeOf = (attempt: Attempt): string => (attempt.kind === 'refused' && !attempt.permanent ? 'put_off' : attempt.kind);

/** What came of the deliveries of a claim, kept until it is written: what a relay has answered is never forgotten. */
export class Outcomes {
  private waiting: Outcome[] = [];

  add(outcome: Outcome): void {
    this.waiting.push(outcome);
  }

  /** Where writing fails, they wait for the next time. */
  async write<Result>(write: (outcomes: readonly Outcome[]) => Promise<Result>): Promise<Result> {
    const result = await write(this.waiting);
    this.waiting = [];
    return result;
  }
}
