import type { DeliveriesAssigned, DeliveriesSettled, DeliveryState } from '@widecast/contracts';

/** A contact of a campaign and his arm. */
export interface Assigned {
  readonly sourceId: string;
  readonly contactId: string;
  readonly arm: string | null;
}

/** What became of one message to one contact. */
export interface Outcome extends Assigned {
  readonly step: string;
  readonly state: DeliveryState;
  /** A later version replaces an earlier one. */
  readonly version: number;
  readonly at: string;
}

export const assignedOf = (assigned: readonly DeliveriesAssigned[]): Assigned[] =>
  assigned
    .filter(({ source }) => source.kind === 'campaign')
    .flatMap(({ source, assignments }) => assignments.map(({ contactId, arm }) => ({ sourceId: source.id, contactId, arm })));

export function outcomesOf(settled: readonly DeliveriesSettled[], kind: DeliveriesSettled['source']['kind']): Outcome[] {
  return settled
    .filter(({ source }) => source.kind === kind)
    .flatMap(({ source, outcomes }) =>
      outcomes.map(({ reason: _, ...outcome }) => ({ sourceId: source.id, step: source.step, ...outcome })),
    );
}
