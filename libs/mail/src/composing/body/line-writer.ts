import { MOST_BYTES, writeQuoted } from './quoted-printable.ts';
import { endOfLine, LINE } from './soft-breaks.ts';
import { copyFew, WrappedText, writeLine } from './wrapped-text.ts';

/** Writes quoted-printable text of pieces that stay and pieces that do not; only the lines around the latter are broken anew. */
export class LineWriter {
  /** What was given since the beginning of the last line. */
  private open: Buffer = Buffer.alloc(8192);
  private length = 0;
  private target = this.open;
  private at = 0;

  begin(target: Buffer, at: number): void {
    [this.target, this.at, this.length] = [target, at, 0];
  }

  /** `next` is the first character of what follows. */
  fill(value: string, next: string): void {
    const most = this.length + value.length * MOST_BYTES + LINE;
    if (this.open.length < most) this.open = Buffer.concat([this.open], most * 2);
    this.length = writeQuoted(value, next, this.open, this.length);
  }

  stay(after: WrappedText): void {
    const known = copyFew(after.text, 0, after.head, this.open, this.length);
    const line = this.writeOpen(known);
    if (line < this.length) {
      // The text ends before the line does.
      this.open.copyWithin(0, line, known);
      this.length = known - line;
      return;
    }
    const [at, rest] = after.write(line - this.length, this.target, this.at);
    this.at = at;
    this.length = copyFew(after.text, rest, after.text.length, this.open, 0);
  }

  /** Where it ends; all is written when the last text ended with a line end. */
  end(): number {
    return this.at;
  }

  private writeOpen(known: number): number {
    let line = 0;
    while (line < this.length) {
      const end = endOfLine(this.open, line, known);
      if (end === 0) break;
      this.at = writeLine(this.open, line, end, this.target, this.at);
      line = Math.abs(end);
    }
    return line;
  }
}
