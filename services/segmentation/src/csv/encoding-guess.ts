import { Invalid } from '@widecast/service-kit';

const BINARY_SIGNATURES = ['504b0304', '1f8b', '25504446', 'd0cf11e0'];

/** The encoding of a text by its first bytes. Throws Invalid where it is no text. */
export function guessEncoding(bytes: Buffer): string {
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
  if (isMostlyUtf8(withoutCutEnd(bytes))) return 'utf-8';
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

/** Other encodings hardly ever make a valid sequence by chance, so a few damaged bytes do not make a text one of them. */
function isMostlyUtf8(bytes: Buffer): boolean {
  const beyondAscii = bytes.toString('utf8').match(/[^\0-\x7F]/gu) ?? [];
  const damaged = beyondAscii.filter((character) => character === '\uFFFD').length;
  return damaged * 2 < beyondAscii.length || beyondAscii.length === 0;
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
