import { chunkByBucket, type DeliveriesSettled, type DeliveryState } from '@widecast/contracts';
import type { SourceKind } from './delivery.ts';
import { groupBy } from './group-by.ts';

export interface SettledDelivery {
  readonly contactId: string;
  readonly step: string;
  readonly arm: string | null;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly version: number;
  readonly at: Date;
}

/** One event for each step and bucket of contacts. */
export function settledEvents(source: { readonly id: string; readonly kind: SourceKind }, settled: readonly SettledDelivery[]): DeliveriesSettled[] {
  return [...groupBy(settled, ({ step }) => step)].flatMap(([step, deliveries]) =>
    chunkByBucket(deliveries, ({ contactId }) => contactId).map(({ bucket, items }) => ({
      bucket,
      source: { kind: source.kind, id: source.id, step },
      outcomes: items.map(({ contactId, arm, state, reason, version, at }) => ({ contactId, arm, state, reason, version, at: at.toISOString() })),
    })));
}
