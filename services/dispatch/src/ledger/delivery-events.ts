import { chunkByBucket, type DeliveriesAssigned, type DeliveriesSettled, type DeliveryState } from '@widecast/contracts';
import type { NewDelivery, SourceKind } from './delivery.ts';
import { groupBy } from './group-by.ts';

type AssignedDelivery = Pick<NewDelivery, 'contactId' | 'step' | 'arm'>;

export interface SettledDelivery extends AssignedDelivery {
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly version: number;
  readonly at: Date;
}

interface Source {
  readonly id: string;
  readonly kind: SourceKind;
}

/** One event for each step and bucket of contacts. */
export function settledEvents(source: Source, settled: readonly SettledDelivery[]): DeliveriesSettled[] {
  return piecesOf(source, settled, ({ contactId, arm, state, reason, version, at }) => ({ contactId, arm, state, reason, version, at: at.toISOString() }))
    .map(({ items, ...piece }) => ({ ...piece, outcomes: items }));
}

/** Nobody counts by the arms of tickets: they have none. */
export function assignedEvents(source: Source, entered: readonly AssignedDelivery[]): DeliveriesAssigned[] {
  if (source.kind === 'ticket') return [];
  return piecesOf(source, entered, ({ contactId, arm }) => ({ contactId, arm })).map(({ items, ...piece }) => ({ ...piece, assignments: items }));
}

type Piece<Item> = Pick<DeliveriesSettled, 'bucket' | 'source'> & { readonly items: Item[] };

function piecesOf<Delivery extends AssignedDelivery, Item>({ kind, id }: Source, deliveries: readonly Delivery[], itemOf: (delivery: Delivery) => Item): Piece<Item>[] {
  return [...groupBy(deliveries, ({ step }) => step)].flatMap(([step, some]) =>
    chunkByBucket(some, ({ contactId }) => contactId).map(({ bucket, items }) => ({ bucket, source: { kind, id, step }, items: items.map(itemOf) })));
}
