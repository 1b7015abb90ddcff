/** Characters of a line, its soft break included (RFC 2045 §6.7). */
export const LINE = 76;
const MARGIN = 25;
const [TAB, LF, SPACE, EQUALS] = [0x09, 0x0a, 0x20, 0x3d];

const isHex = (byte: number): boolean => (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
/** space , . ! ? and tab: where nodemailer likes to break. */
const isGap = (byte: number): boolean => byte === SPACE || byte === 0x2e || byte === 0x2c || byte === 0x21 || byte === 0x3f || byte === TAB;

/**
 * Where the line ends that begins at `start` of quoted-printable text: after its line end, or before a soft break; below zero
 * (as `-end`) for a soft break. The same decision as nodemailer's, which depends on nothing but the 76 characters from
 * `start`: text may be wrapped piece by piece. Its line ends are CRLF. `end` is where the known text ends; a line end must come some time after.
 * Gives 0 where the known text does not decide it.
 */
export function endOfLine(text: Uint8Array, start: number, end: number): number {
  const window = Math.min(start + LINE, end);
  for (let at = start; at < window; at += 1) if (text[at] === LF) return at + 1;
  return start + LINE > end ? 0 : -softEnd(text, start);
}

function softEnd(text: Uint8Array, start: number): number {
  const full = start + LINE;
  for (let at = full - 1; at >= full - MARGIN; at -= 1) {
    if (isGap(text[at] ?? 0)) return at + 1 < full ? at + 1 : full - 1;
  }
  const end = beforeEscapes(text, start, full);
  if (end < full) return end;
  return isEscape(text, full - 3) ? full - 3 : full - 1;
}

const isEscape = (text: Uint8Array, at: number): boolean => text[at] === EQUALS && isHex(text[at + 1] ?? 0) && isHex(text[at + 2] ?? 0);
const byteAt = (text: Uint8Array, at: number): number => Number.parseInt(String.fromCharCode(text[at + 1] ?? 0, text[at + 2] ?? 0), 16);

/** Neither an escape nor a character of several bytes is cut. */
function beforeEscapes(text: Uint8Array, start: number, full: number): number {
  let end = full;
  if (text[full - 1] === EQUALS) end = full - 1;
  else if (text[full - 2] === EQUALS && isHex(text[full - 1] ?? 0)) end = full - 2;
  while (end - start > 3 && isEscape(text, end - 3)) {
    const byte = byteAt(text, end - 3);
    if (byte < 0x80) break;
    end -= 3;
    if (byte >= 0xc0) break;
  }
  return end;
}
