import { createHash } from 'node:crypto';

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const CRLF = '\r\n';

/** A header in relaxed form (RFC 6376 §3.4.2): name in small letters, unfolded, white space reduced. */
export function relaxedHeader(line: string): string {
  const colon = line.indexOf(':');
  const value = line.slice(colon + 1).replace(/\r\n/g, '').replace(/[ \t]+/g, ' ').replace(/^ | $/g, '');
  return `${line.slice(0, colon).trimEnd().toLowerCase()}:${value}`;
}

/** SHA-256, in base64, of a body in relaxed form (RFC 6376 §3.4.4). Its lines end with CRLF. */
export function bodyHash(body: Buffer): string {
  const end = withoutEmptyLines(body);
  const kept = body.subarray(0, end);
  const isRelaxed = kept.at(-1) === LF && !kept.includes('  ') && !kept.includes(' \r\n') && !kept.includes('\t');
  const hash = createHash('sha256').update(isRelaxed ? kept : relaxed(kept));
  if (end > 0 && body[end - 1] !== LF) hash.update(CRLF);
  return hash.digest('base64');
}

/** Where the body ends without the empty lines at its end. */
function withoutEmptyLines(body: Buffer): number {
  let end = body.length;
  for (;;) {
    let text = end;
    if (body[text - 1] === LF && body[text - 2] === CR) text -= 2;
    while (text > 0 && (body[text - 1] === SPACE || body[text - 1] === TAB)) text -= 1;
    const isEmpty = text === 0 || (body[text - 1] === LF && body[text - 2] === CR);
    if (!isEmpty || text === end) return end;
    end = text;
  }
}

function relaxed(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let [at, gap] = [0, false];
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index] ?? 0;
    if (byte === SPACE || byte === TAB) {
      gap = true;
      continue;
    }
    const endsLine = byte === CR && body[index + 1] === LF;
    if (gap && !endsLine) {
      out[at] = SPACE;
      at += 1;
    }
    gap = false;
    out[at] = byte;
    at += 1;
  }
  return out.subarray(0, at);
}
