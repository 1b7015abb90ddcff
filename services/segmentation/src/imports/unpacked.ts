import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Invalid } from '@widecast/service-kit';

/** Text is packed to a tenth; what grows more than this is made to fill a disk or to keep a processor busy. */
const MOST_GROWTH = 100;
const ALWAYS_ALLOWED = 64 * 1024 * 1024;

/** The bytes of a file, unpacked where it begins like a gzip file. Throws Invalid where it is broken or grows without measure. */
export async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  const first = await startOf(pieces);
  const whole = concatenated(first, pieces);
  if (first[0] === 0x1f && first[1] === 0x8b) yield* gunzipped(whole);
  else yield* whole;
}

/** At least two bytes, where there are so many. */
async function startOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let start = Buffer.alloc(0);
  while (start.length < 2) {
    const next = await pieces.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  return start;
}

async function* concatenated(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    // Whoever stops reading early lets go of the connection too.
    await rest.return?.();
  }
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let size = 0;
  let broken: unknown;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      packed += piece.length;
      yield piece;
    }
  };
  const gunzip = createGunzip();
  const source = Readable.from(counted(), { objectMode: false });
  source.once('error', (error) => (broken = error));
  pipeline(source, gunzip, () => undefined);
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > ALWAYS_ALLOWED && size > packed * MOST_GROWTH) throw new Invalid(`The gzip file grows to more than ${MOST_GROWTH} times its size; unpack it and send the text`);
      yield piece;
    }
  } catch (error) {
    throw broken ?? (isZlibError(error) ? new Invalid('The gzip file is broken or cut off; pack it again') : error);
  }
}

function isZlibError(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && code.startsWith('Z_');
}
