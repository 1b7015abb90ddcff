import { isAscii, isUtf8 } from 'node:buffer';

const END_OF_HEAD = [Buffer.from('\r\n\r\n'), Buffer.from('\n\n')];
const MULTIPART = /^content-type:(?!\s*text\/)/im;
const NAMED = /^content-type:[^\n]*(?:\n[ \t][^\n]*)*charset\s*=\s*"?([\w.:-]+)/im;
/** Names that say nothing of the bytes that are no ASCII. */
const NO_NAME = /^(?:us-ascii|ascii|unknown-8bit|x-unknown|utf-?8)$/i;
/** So much is looked at to guess. */
const SAMPLE = 65_536;

/**
 * Mail of programs that write letters of eight bits and do not say in which charset, as old Russian ones do, in UTF-8: else its words would be lost.
 * Guessed by how often which bytes stand together. Mail that is ASCII or UTF-8 is left as it is, as are parts of several and what names its charset.
 */
export function withKnownCharset(raw: Buffer): Buffer {
  if (isAscii(raw) || isUtf8(raw)) return raw;
  const end = endOfHead(raw);
  const [head, body] = [raw.subarray(0, end), raw.subarray(end)];
  const lines = head.toString('latin1');
  const named = NAMED.exec(lines)?.[1];
  const isNamed = named !== undefined && !NO_NAME.test(named);
  const isText = !MULTIPART.test(lines) && !isNamed;
  const charset = isNamed && !MULTIPART.test(lines) ? named : guessed(isText ? raw : head);
  // What stood there would be believed.
  const told = isText && named !== undefined ? Buffer.from(lines.replace(NAMED, (line) => line.replace(named, 'utf-8')), 'latin1') : head;
  return Buffer.concat([isUtf8(told) ? told : inUtf8(told, charset), isText && !isUtf8(body) ? inUtf8(body, charset) : body]);
}

function endOfHead(raw: Buffer): number {
  const ends = END_OF_HEAD.map((mark) => raw.indexOf(mark)).filter((at) => at >= 0);
  return ends.length === 0 ? raw.length : Math.min(...ends);
}

/** Cyrillic words are all of high bytes, Latin ones have few; small letters are the more frequent: in KOI8-R they stand before the capitals, in windows-1251 behind. */
function guessed(bytes: Buffer): string {
  let [high, together, low, up] = [0, 0, 0, 0];
  for (let at = 0; at < Math.min(bytes.length, SAMPLE); at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    high += 1;
    if ((bytes[at - 1] ?? 0) >= 0x80) together += 1;
    if (byte >= 0xe0) up += 1;
    else if (byte >= 0xc0) low += 1;
  }
  if (together * 2 < high) return 'windows-1252';
  return low > up ? 'koi8-r' : 'windows-1251';
}

function inUtf8(bytes: Buffer, charset: string): Buffer {
  try {
    return Buffer.from(new TextDecoder(charset).decode(bytes));
  } catch {
    // A charset that nobody knows.
    return inUtf8(bytes, guessed(bytes));
  }
}
