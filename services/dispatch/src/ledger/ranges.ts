import { BUCKETS, chunkByBucket } from '@widecast/contracts';
import { columnsOf, prepared, type Queryable, type Transaction } from '@widecast/database';
import type { NewDelivery } from './delivery.ts';

/** Deliveries of a range at most: what is read where one of them is looked for. */
const MOST = 500;

type Place = Pick<NewDelivery, 'contactId'>;

/** Deliveries without a step to contacts of one bucket; their numbers follow on each other, in the order of the contacts' ids. */
interface Range {
  readonly bucket: number;
  readonly firstContact: string;
  readonly lastContact: string;
  /** Its first number, counted from that of the first range. */
  readonly start: number;
  readonly deliveries: number;
}

/** The columns of a statement that takes ranges. */
const columns = (ranges: readonly Range[]): unknown[][] =>
  columnsOf(ranges, ({ bucket }) => bucket, ({ firstContact }) => firstContact, ({ lastContact }) => lastContact);

const NOTE = prepared(`
  INSERT INTO delivery_ranges (source_id, bucket, first_contact, last_contact, first_seq, deliveries)
  SELECT $1, n.* FROM unnest($2::smallint[], $3::uuid[], $4::uuid[], $5::int[], $6::int[]) AS n`);

/**
 * Ranges of an audience as segmentation sends it do not overlap, so that nothing is read; any other costs time, and is as true.
 * Each step is a subquery of its own (OFFSET 0), so that no plan begins with all deliveries of the source.
 */
const CONTACTS = prepared(`
  SELECT d.contact_id AS "contactId" FROM unnest($2::smallint[], $3::uuid[], $4::uuid[]) AS n (bucket, first_contact, last_contact)
  CROSS JOIN LATERAL (
    SELECT first_seq, deliveries FROM delivery_ranges
    WHERE source_id = $1 AND bucket = n.bucket AND first_contact <= n.last_contact AND last_contact >= n.first_contact OFFSET 0) r
  CROSS JOIN LATERAL (
    SELECT contact_id FROM deliveries
    WHERE source_id = $1 AND seq >= r.first_seq AND seq < r.first_seq + r.deliveries AND contact_id BETWEEN n.first_contact AND n.last_contact OFFSET 0) d`);

/**
 * Joins `deliveries` as `d`: those without a step whose contact is among the ids in the SQL given. Some hundred rows are read
 * for each campaign that he may be in.
 */
export const inRangesOf = (contactIds: string): string => `
  unnest(${contactIds}) AS k (contact_id)
  JOIN delivery_ranges r ON r.bucket = get_byte(uuid_send(k.contact_id), 15) % ${BUCKETS} AND r.first_contact <= k.contact_id AND r.last_contact >= k.contact_id
  CROSS JOIN LATERAL (
    SELECT * FROM deliveries WHERE source_id = r.source_id AND seq >= r.first_seq AND seq < r.first_seq + r.deliveries AND contact_id = k.contact_id OFFSET 0) d`;

/** Which contacts of the source lie in ranges with these deliveries, which are in order. */
export async function contactsInRanges(database: Queryable, sourceId: string, deliveries: readonly Place[]): Promise<string[]> {
  const ranges = rangesOf(deliveries);
  if (ranges.length === 0) return [];
  const rows = await database.query<{ contactId: string }>(CONTACTS, [sourceId, ...columns(ranges)]);
  return rows.map(({ contactId }) => contactId);
}

/** Notes where deliveries are that were entered in order, from this number on. */
export async function noteRanges(tx: Transaction, sourceId: string, firstSeq: number, entered: readonly NewDelivery[]): Promise<void> {
  const ranges = rangesOf(entered.filter(({ step }) => step === ''));
  if (ranges.length === 0) return;
  await tx.query(NOTE, [sourceId, ...columns(ranges), ...columnsOf(ranges, ({ start }) => firstSeq + start, ({ deliveries }) => deliveries)]);
}

function rangesOf(ordered: readonly Place[]): Range[] {
  let next = 0;
  return chunkByBucket(ordered, ({ contactId }) => contactId, MOST).map(({ bucket, items }) => {
    const start = next;
    next += items.length;
    return { bucket, firstContact: items[0]?.contactId ?? '', lastContact: items.at(-1)?.contactId ?? '', start, deliveries: items.length };
  });
}
