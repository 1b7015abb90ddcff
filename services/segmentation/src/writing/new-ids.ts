import { randomFillSync } from 'node:crypto';

const BYTES = 16;
/** With its hyphens. */
const LENGTH = 36;
const HYPHEN_BEFORE = new Set([4, 6, 8, 10]);
const [DIGITS, HYPHEN] = [Buffer.from('0123456789abcdef'), 45];

/**
 * New ids (UUID version 7) of one moment; they are drawn and spelled all at once, which costs a tenth of once for each. Each has its part of
 * the millisecond (RFC 9562, 6.2, method 3), so that they are nearly in order: rows written in it go to the ends of their indexes.
 */
export function newIds(count: number, now = Date.now()): string[] {
  const bytes = randomFillSync(Buffer.allocUnsafe(BYTES * count));
  for (let index = 0; index < count; index += 1) stamp(bytes, BYTES * index, { now, part: Math.floor((index * 4096) / count) });
  const text = spelled(bytes, count);
  return Array.from({ length: count }, (_, index) => text.slice(LENGTH * index, LENGTH * (index + 1)));
}

function stamp(bytes: Buffer, at: number, { now, part }: { now: number; part: number }): void {
  bytes.writeUIntBE(now, at, 6);
  bytes.writeUInt16BE(0x7000 | part, at + 6);
  bytes[at + 8] = ((bytes[at + 8] ?? 0) & 0x3f) | 0x80;
}

function spelled(bytes: Buffer, count: number): string {
  const text = Buffer.allocUnsafe(LENGTH * count);
  let end = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (HYPHEN_BEFORE.has(at % BYTES)) text[end++] = HYPHEN;
    const byte = bytes[at] ?? 0;
    text[end++] = DIGITS[byte >> 4] ?? 0;
    text[end++] = DIGITS[byte & 15] ?? 0;
  }
  return text.toString('latin1');
}
