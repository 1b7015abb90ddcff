import { describe, expect, it } from '@jest/globals';
import { pack, packAll, unpack } from './packed.ts';

const LONG = JSON.stringify({ text: 'ä€😀"\\ '.repeat(500), rest: Array.from({ length: 300 }, (_, n) => n * n) });

describe('a packed value', () => {
  it.each([['short', '{"n":1}'], ['long', LONG], ['no object', `"${'x'.repeat(5000)}"`], ['empty', '']])('comes out as it went in: %s', (_, json) => {
    expect(unpack(pack(json))).toBe(json);
  });

  it('is small where the value is long, and readable where it is short', () => {
    expect(pack(LONG).length).toBeLessThan(Buffer.byteLength(LONG) / 4);
    expect(pack('{"n":1}').toString()).toBe('{"n":1}');
  });

  it('stands with others in one buffer, in which a removed key takes no place', () => {
    const [all, starts, lengths, sizes] = packAll(['{"n":1}', null, LONG, '{}']);
    const parts = starts.map((start, n) => (start === null ? null : unpack(all.subarray(start - 1, start - 1 + (lengths[n] ?? 0)))));

    expect(parts).toEqual(['{"n":1}', null, LONG, '{}']);
    expect(sizes).toEqual([7, 0, Buffer.byteLength(LONG), 2]);
  });
});
