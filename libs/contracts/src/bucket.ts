/** Contacts are spread over this many buckets; a record that carries many contacts carries those of one bucket, its key. */
export const BUCKETS = 32;

/**
 * The bucket of a contact, from the last byte of its id (random in UUID versions 4 and 7).
 * The same in SQL: `('x' || right(id::text, 2))::bit(8)::int % 32`.
 */
export function bucketOf(contactId: string): number {
  return Number.parseInt(contactId.slice(-2), 16) % BUCKETS;
}

/** Splits items into groups of one bucket each, none larger than `limit`. Order within a bucket is kept. */
export function chunkByBucket<Item>(items: readonly Item[], contactIdOf: (item: Item) => string, limit = 500): { bucket: number; items: Item[] }[] {
  const open = new Map<number, { bucket: number; items: Item[] }>();
  const chunks: { bucket: number; items: Item[] }[] = [];
  for (const item of items) {
    const bucket = bucketOf(contactIdOf(item));
    let chunk = open.get(bucket);
    if (!chunk || chunk.items.length >= limit) {
      chunk = { bucket, items: [] };
      open.set(bucket, chunk);
      chunks.push(chunk);
    }
    chunk.items.push(item);
  }
  return chunks;
}
