import type { Socket } from 'node:net';

const LINE_START = Buffer.from('\r\n.');
const [CR, LF, DOT] = [13, 10, 46];
const ROOM = 16 * 1024;

/** Gathers what goes into one write; the memory is used again as soon as the socket has taken all of it. */
export class OutgoingBuffer {
  private memory = Buffer.allocUnsafeSlow(ROOM);
  private length = 0;

  constructor(private readonly socket: Socket) {}

  text(text: string): void {
    this.need(text.length * 3);
    this.length += this.memory.write(text, this.length, 'utf8');
  }

  /** A message with a dot before each line that begins with one (RFC 5321 §4.5.2), up to the end of its last line. */
  message(raw: Buffer): void {
    this.need(raw.length + 3);
    if (raw[0] === DOT) this.memory[this.length++] = DOT;
    let from = 0;
    for (let at = raw.indexOf(LINE_START); at !== -1; at = raw.indexOf(LINE_START, from)) {
      this.need(raw.length - from + 3);
      this.length += raw.copy(this.memory, this.length, from, at + LINE_START.length);
      this.memory[this.length++] = DOT;
      from = at + LINE_START.length;
    }
    this.length += raw.copy(this.memory, this.length, from);
    if (raw[raw.length - 2] === CR && raw[raw.length - 1] === LF) return;
    this.memory[this.length++] = CR;
    this.memory[this.length++] = LF;
  }

  /** One write of everything gathered; `written` is called once the system has taken it. */
  flush(written?: (error?: Error | null) => void): void {
    if (this.length === 0) return;
    this.socket.write(this.memory.subarray(0, this.length), written);
    this.length = 0;
    // What the socket still holds may not be written over.
    if (this.socket.writableLength > 0) this.memory = Buffer.allocUnsafeSlow(ROOM);
  }

  private need(more: number): void {
    if (this.length + more <= this.memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.memory.length * 2, this.length + more));
    this.memory.copy(larger, 0, 0, this.length);
    this.memory = larger;
  }
}
