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
  /** True where the relay said that there is no such address: nothing is sent to it any more. Else null, which takes no room. */
  readonly noAddress: true | null;
  /** A later version replaces an earlier one. */
  readonly version: number;
  readonly at: string;
}

/** Enhanced status codes (RFC 3463) of addresses that do not exist. */
const NO_SUCH_ADDRESS = /^5\d\d 5\.1\.(?:1|2|3|6|10)$/;

export const assignedOf = (assigned: readonly DeliveriesAssigned[]): Assigned[] =>
  assigned
    .filter(({ source }) => source.kind === 'campaign')
    .flatMap(({ source, assignments }) => assignments.map(({ contactId, arm }) => ({ sourceId: source.id, contactId, arm })));

export function outcomesOf(settled: readonly DeliveriesSettled[], kind: DeliveriesSettled['source']['kind']): Outcome[] {
  return settled
    .filter(({ source }) => source.kind === kind)
    .flatMap(({ source, outcomes }) =>
      outcomes.map(({ reason, ...outcome }) => ({ sourceId: source.id, step: source.step, ...outcome, noAddress: outcome.state === 'failed' && NO_SUCH_ADDRESS.test(reason ?? '') ? true : null })),
    );
}
