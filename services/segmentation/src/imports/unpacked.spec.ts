import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { unpacked } from './unpacked.ts';

async function read(file: Buffer, size = file.length || 1): Promise<number | string> {
  const bytes = async function* (): AsyncGenerator<Buffer> {
    for (let from = 0; from < file.length; from += size) yield await Promise.resolve(file.subarray(from, from + size));
  };
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of unpacked(bytes())) {
    length += piece.length;
    if (length < 1000) pieces.push(piece);
  }
  return length < 1000 ? Buffer.concat(pieces).toString() : length;
}

describe('unpacked', () => {
  it('gives plain and packed files alike, cut anywhere', async () => {
    const text = 'email,name\na@one.test,Anna\n';
    for (const size of [1, 2, 1000]) {
      expect(await read(Buffer.from(text), size)).toBe(text);
      expect(await read(gzipSync(text), size)).toBe(text);
    }
    expect(await read(Buffer.alloc(0))).toBe('');
    expect(await read(Buffer.from('a'))).toBe('a');
  });

  it('refuses what is cut off, and what grows without measure', async () => {
    await expect(read(gzipSync('email\na@one.test\n').subarray(0, 20))).rejects.toThrow('broken or cut off');
    await expect(read(gzipSync(Buffer.alloc(100_000_000, 'x')), 4096)).rejects.toThrow('100 times');
  });
});
