import { describe, expect, it } from '@jest/globals';
import { BUCKETS, bucketOf, chunkByBucket } from './bucket.ts';

const idEndingIn = (byte: number, n = 0): string => `0191e0b0-5c3a-7d11-8a22-${String(n).padStart(10, '0')}${byte.toString(16).padStart(2, '0')}`;

describe('chunkByBucket', () => {
  it('keeps contacts of one bucket together, in their order, and no chunk above the limit', () => {
    const ids = Array.from({ length: 1000 }, (_, n) => idEndingIn(n % 7, n));

    const chunks = chunkByBucket(ids, (id) => id, 50);

    expect(chunks.flatMap(({ items }) => items).toSorted()).toEqual(ids.toSorted());
    expect(chunks.every(({ items }) => items.length <= 50)).toBe(true);
    expect(chunks.every(({ bucket, items }) => items.every((id) => bucketOf(id) === bucket))).toBe(true);
    expect(chunks.filter(({ bucket }) => bucket === 3).flatMap(({ items }) => items)).toEqual(ids.filter((id) => bucketOf(id) === 3));
  });

  it('uses every bucket', () => {
    expect(new Set(Array.from({ length: 256 }, (_, byte) => bucketOf(idEndingIn(byte)))).size).toBe(BUCKETS);
  });
});
