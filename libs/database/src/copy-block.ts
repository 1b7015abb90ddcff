/** Signature, flags and length of an extension (PostgreSQL manual, COPY, binary format). */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const JSONB_VERSION = 1;
/** To write so few characters one by one costs less than a call of the encoder. */
const SHORT = 48;

const DIGITS = new Uint8Array(128);
for (const digit of '0123456789abcdefABCDEF') DIGITS[digit.charCodeAt(0)] = Number.parseInt(digit, 16);

/** Rows in PostgreSQL's binary form of COPY, a piece at a time. */
export class CopyBlock {
  length = 0;
  private bytes: Buffer;

  constructor(private readonly size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
  }

  /** What was written since the last time. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = Buffer.allocUnsafeSlow(this.size);
    this.length = 0;
    return taken;
  }

  begin(): void {
    this.length += HEADER.copy(this.bytes, this.length);
  }

  row(cells: number): void {
    this.room(2);
    this.length = this.bytes.writeInt16BE(cells, this.length);
  }

  end(): void {
    this.row(-1);
  }

  /** NULL. */
  nothing(): void {
    this.room(4);
    this.length = this.bytes.writeInt32BE(-1, this.length);
  }

  boolean(value: boolean): void {
    this.head(1, 1);
    this.bytes[this.length++] = value ? 1 : 0;
  }

  int4(value: number): void {
    this.head(4, 4);
    this.length = this.bytes.writeInt32BE(value, this.length);
  }

  float8(value: number): void {
    this.head(8, 8);
    this.length = this.bytes.writeDoubleBE(value, this.length);
  }

  /** With or without hyphens. */
  uuid(text: string): void {
    this.head(16, 16);
    const end = this.length + 16;
    for (let at = 0; at < text.length; at += 1) {
      const high = text.charCodeAt(at);
      if (high === 45) continue;
      at += 1;
      this.bytes[this.length++] = ((DIGITS[high] ?? 0) << 4) | (DIGITS[text.charCodeAt(at)] ?? 0);
    }
    if (this.length !== end) throw new Error(`'${text}' is no UUID`);
  }

  /** A UUID as 16 characters, each a byte. */
  digest(bytes: string): void {
    this.head(16, 16);
    this.length += this.bytes.write(bytes, this.length, 16, 'latin1');
  }

  /** What another block holds from one place to another. */
  part(other: CopyBlock, from: number, to: number): void {
    this.room(to - from);
    this.length += other.bytes.copy(this.bytes, this.length, from, to);
  }

  text(text: string): void {
    const start = this.length;
    this.head(0, 3 * text.length);
    this.characters(text);
    this.bytes.writeInt32BE(this.length - start - 4, start);
  }

  jsonb(json: string): void {
    const start = this.length;
    this.head(0, 3 * json.length + 1);
    this.bytes[this.length++] = JSONB_VERSION;
    this.characters(json);
    this.bytes.writeInt32BE(this.length - start - 4, start);
  }

  /** PostgreSQL's text cannot hold NUL at all. */
  private characters(text: string): void {
    const plain = text.length > SHORT ? 0 : this.plain(text);
    if (plain === text.length) this.length += plain;
    else this.length += this.bytes.write(text.includes('\0') ? text.replaceAll('\0', '') : text, this.length);
  }

  /** Writes the characters up to the first that is not ASCII, or is NUL; gives how many. */
  private plain(text: string): number {
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 127 || code === 0) return index;
      this.bytes[this.length + index] = code;
    }
    return text.length;
  }

  /** The length of a cell, and room for it. */
  private head(length: number, room: number): void {
    this.room(room + 4);
    this.length = this.bytes.writeInt32BE(length, this.length);
  }

  private room(bytes: number): void {
    if (this.length + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * this.bytes.length + bytes);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
