import { bucketOf } from '@widecast/contracts';
import { columnsOf, prepared, type Transaction } from '@widecast/database';
import type { NewDelivery } from './delivery.ts';
import { contactsInRanges } from './ranges.ts';

type Place = Pick<NewDelivery, 'contactId' | 'step'>;

const KNOWN = prepared(`
  SELECT d.contact_id AS "contactId", d.step FROM (SELECT $1::uuid AS source_id, e.* FROM unnest($2::uuid[], $3::text[]) AS e (contact_id, step) OFFSET 0) e
  JOIN deliveries d ON d.source_id = e.source_id AND d.contact_id = e.contact_id AND d.step = e.step AND d.step <> ''`);

/** Of one source there is one delivery for each of these. */
export const keyOf = ({ contactId, step }: Place): string => `${contactId.toLowerCase()}/${step}`;

/** Which of these the ledger has: those with a step by the index of them, those without by the ranges they may be in. */
export async function knownOf(tx: Transaction, sourceId: string, deliveries: readonly NewDelivery[]): Promise<ReadonlySet<string>> {
  const withStep = deliveries.filter(({ step }) => step !== '');
  const byIndex = withStep.length === 0 ? [] : await tx.query<Place & Record<string, unknown>>(KNOWN, [sourceId, ...columnsOf(withStep, ({ contactId }) => contactId, ({ step }) => step)]);
  const byRanges = await contactsInRanges(tx, sourceId, inOrder(deliveries.filter(({ step }) => step === '')));
  return new Set([...byIndex, ...byRanges.map((contactId) => ({ contactId, step: '' }))].map(keyOf));
}

/** Those of a bucket together, in the order of their ids; first those without a step, which make ranges. */
export function inOrder<Delivery extends Place>(deliveries: readonly Delivery[]): Delivery[] {
  const orderOf = ({ contactId, step }: Place): string => `${step === '' ? 0 : 1}${String(bucketOf(contactId)).padStart(2, '0')}${contactId.toLowerCase()}`;
  return deliveries.map((delivery) => [orderOf(delivery), delivery] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, delivery]) => delivery);
}
