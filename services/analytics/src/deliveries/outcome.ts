import type { DeliveriesSettled, DeliveryState } from '@widecast/contracts';

/** What became of one message to one contact. */
export interface Outcome {
  readonly sourceId: string;
  readonly step: string;
  readonly contactId: string;
  readonly arm: string | null;
  readonly state: DeliveryState;
  /** A later version replaces an earlier one. */
  readonly version: number;
}

export function outcomesOf(settled: readonly DeliveriesSettled[], kind: DeliveriesSettled['source']['kind']): Outcome[] {
  return settled
    .filter(({ source }) => source.kind === kind)
    .flatMap(({ source, outcomes }) =>
      outcomes.map(({ contactId, arm, state, version }) => ({ sourceId: source.id, step: source.step, contactId, arm, state, version })),
    );
}
