import { isUtf8 } from 'node:buffer';
import { Invalid } from '@widecast/service-kit';
import iconv from 'iconv-lite';

const BINARY_SIGNATURES = ['504b0304', '1f8b', '25504446', 'd0cf11e0'];

/** Turns the bytes of a file into text. `auto` looks at the byte order mark and at the bytes themselves. Throws Invalid. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const isKnown: boolean = encoding === 'auto' || iconv.encodingExists(encoding);
  if (!isKnown) {
    throw new Invalid(`The encoding "${encoding}" is not known`, [{ field: 'query.encoding', message: 'use auto, utf-8, utf-16, windows-1251 or another name of IANA' }]);
  }
  let decoder = encoding === 'auto' ? undefined : iconv.getDecoder(encoding);
  let waiting = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (decoder) {
      yield decoder.write(Buffer.from(chunk));
      continue;
    }
    const known = Buffer.concat([waiting, chunk]);
    const plain = asciiPrefixOf(known);
    // As long as all is ASCII it reads the same in every encoding that is guessed here, so the guess can wait.
    if (plain === known.length && known.length > 3 && !known.includes(0)) {
      yield known.toString('latin1');
      waiting = Buffer.alloc(0);
      continue;
    }
    waiting = known;
    if (known.length - plain < SAMPLE && known.length < SAMPLE) continue;
    decoder = iconv.getDecoder(guess(known));
    yield decoder.write(known);
    waiting = Buffer.alloc(0);
  }
  if (!decoder) {
    decoder = iconv.getDecoder(guess(waiting));
    yield decoder.write(waiting);
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

/** How many bytes are looked at before an encoding is guessed. */
const SAMPLE = 16 * 1024;

function asciiPrefixOf(bytes: Buffer): number {
  const found = bytes.findIndex((byte) => byte >= 0x80 || byte === 0);
  return found === -1 ? bytes.length : found;
}

function guess(bytes: Buffer): string {
  const start = bytes.toString('hex', 0, 4);
  if (BINARY_SIGNATURES.some((signature) => start.startsWith(signature))) {
    throw new Invalid('The file is not text but an archive, a workbook or a document; save it as CSV first');
  }
  if (start.startsWith('efbbbf')) return 'utf-8';
  if (start.startsWith('fffe')) return 'utf-16le';
  if (start.startsWith('feff')) return 'utf-16be';
  const zeros = zerosOf(bytes);
  if (zeros.odd * 10 > bytes.length && zeros.odd > zeros.even * 4) return 'utf-16le';
  if (zeros.even * 10 > bytes.length && zeros.even > zeros.odd * 4) return 'utf-16be';
  if (isUtf8(withoutCutEnd(bytes))) return 'utf-8';
  return looksCyrillic(bytes) ? 'windows-1251' : 'windows-1252';
}

function zerosOf(bytes: Buffer): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
}

/** A character may be cut in two where the sample ends. */
function withoutCutEnd(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back);
  }
  return bytes;
}

/** Cyrillic letters stand together, the accented letters of western languages among plain ones. */
function looksCyrillic(bytes: Buffer): boolean {
  let high = 0;
  let together = 0;
  for (let index = 1; index < bytes.length; index += 1) {
    if ((bytes[index] ?? 0) < 0x80) continue;
    high += 1;
    if ((bytes[index - 1] ?? 0) >= 0x80) together += 1;
  }
  return together * 2 >= high;
}
