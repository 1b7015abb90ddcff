import { Buffer } from 'node:buffer';

const [TAB, LF, CR, SPACE, EQUALS] = [0x09, 0x0a, 0x0d, 0x20, 0x3d];
const HEX = Buffer.from('0123456789ABCDEF', 'latin1');
/** Bytes a character of text takes at most: three of UTF-8, each written as `=XX`. */
export const MOST_BYTES = 9;

const isLiteral = (byte: number): boolean => (byte >= 0x20 && byte <= 0x7e && byte !== EQUALS) || byte === TAB || byte === LF || byte === CR;
const LITERAL = Uint8Array.from({ length: 128 }, (_, byte) => (isLiteral(byte) ? 1 : 0));

/** Stays as it is wherever it stands: links, most of all. A text that is not longer is written sooner than it is looked through. */
const PLAIN = /^[!-<>-~]*$/;
const SHORT = 24;

function writeEscaped(byte: number, target: Uint8Array, at: number): number {
  target[at] = EQUALS;
  target[at + 1] = HEX[byte >> 4] ?? 0;
  target[at + 2] = HEX[byte & 15] ?? 0;
  return at + 3;
}

/** Writes a character beyond ASCII: its UTF-8 bytes, each escaped. */
function writeForeign(point: number, target: Uint8Array, start: number): number {
  let at = start;
  if (point < 0x800) at = writeEscaped(0xc0 | (point >> 6), target, at);
  else {
    if (point < 0x10000) at = writeEscaped(0xe0 | (point >> 12), target, at);
    else {
      at = writeEscaped(0xf0 | (point >> 18), target, at);
      at = writeEscaped(0x80 | ((point >> 12) & 63), target, at);
    }
    at = writeEscaped(0x80 | ((point >> 6) & 63), target, at);
  }
  return writeEscaped(0x80 | (point & 63), target, at);
}

/**
 * Writes text as quoted-printable without soft line breaks (RFC 2045 §6.7) and gives where it ends. White space before a
 * line end is escaped; `next` is the character that follows the text.
 */
export function writeQuoted(text: string, next: string, target: Buffer, start: number): number {
  if (text.length > SHORT && PLAIN.test(text)) return start + target.write(text, start, 'latin1');
  let at = start;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x80) {
      const point = text.codePointAt(index) ?? code;
      if (point > 0xffff) index += 1;
      // Half a surrogate pair has no UTF-8.
      at = writeForeign(point >= 0xd800 && point <= 0xdfff ? 0xfffd : point, target, at);
    } else if (LITERAL[code] === 0 || ((code === SPACE || code === TAB) && endsLine(text, index + 1, next))) {
      at = writeEscaped(code, target, at);
    } else {
      target[at] = code;
      at += 1;
    }
  }
  return at;
}

function endsLine(text: string, index: number, next: string): boolean {
  const following = index < text.length ? text.charCodeAt(index) : next.charCodeAt(0);
  return following === CR || following === LF || Number.isNaN(following);
}
