const TERMINATOR = Buffer.from('\r\n.\r\n');
const LINE_START = Buffer.from('\r\n');
const STUFFED = Buffer.from('\r\n.');

export interface ReadMessage {
  readonly raw: Buffer;
  readonly rest: Buffer;
}

/** Collects what follows DATA up to the final dot and removes the dots the client stuffed (RFC 5321, 4.5.2). */
export class DataReader {
  /** A line break before the first line makes the first line like all others. */
  private readonly chunks: Buffer[] = [LINE_START];
  private length = LINE_START.length;
  private tail: Buffer = LINE_START;

  /** Undefined until the final dot has come. */
  push(chunk: Buffer): ReadMessage | undefined {
    const window = Buffer.concat([this.tail, chunk]);
    const found = window.indexOf(TERMINATOR);
    const windowStart = this.length - this.tail.length;
    this.chunks.push(chunk);
    this.length += chunk.length;
    this.tail = window.subarray(-(TERMINATOR.length - 1));
    if (found === -1) return undefined;
    return this.cut(windowStart + found);
  }

  private cut(end: number): ReadMessage {
    const whole = Buffer.concat(this.chunks, this.length);
    return { raw: unstuff(whole.subarray(0, end + LINE_START.length)), rest: whole.subarray(end + TERMINATOR.length) };
  }
}

/** Takes text with the leading line break, returns it without. */
function unstuff(text: Buffer): Buffer {
  let dot = text.indexOf(STUFFED);
  if (dot === -1) return text.subarray(LINE_START.length);
  const parts: Buffer[] = [];
  let from = 0;
  for (; dot !== -1; dot = text.indexOf(STUFFED, from)) {
    parts.push(text.subarray(from, dot + LINE_START.length));
    from = dot + STUFFED.length;
  }
  parts.push(text.subarray(from));
  return Buffer.concat(parts).subarray(LINE_START.length);
}
