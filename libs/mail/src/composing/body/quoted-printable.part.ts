import { canonicalLines, type Piece } from '../pieces.ts';
import type { BodyPart } from './body-part.ts';
import { LineWriter } from './line-writer.ts';
import { MOST_BYTES, writeQuoted } from './quoted-printable.ts';
import { runsOf } from './runs.ts';
import { roomFor, WrappedText } from './wrapped-text.ts';

interface Step {
  readonly filled: readonly Piece[];
  readonly next: string;
  readonly after: WrappedText;
}

/** Composing is synchronous: one message at a time. */
const writer = new LineWriter();

/** A part in quoted-printable: what stays is encoded once. */
export class QuotedPrintablePart implements BodyPart {
  private readonly beginning: WrappedText;
  private readonly steps: readonly Step[];
  private readonly slots: readonly number[];
  private readonly staying: number;

  /** `pieces` as `partPieces` gives them. */
  constructor(pieces: readonly Piece[]) {
    const { beginning, runs } = runsOf(pieces);
    this.beginning = encoded(beginning);
    this.steps = runs.map(({ filled, after }) => ({ filled, next: after.slice(0, 1), after: encoded(after) }));
    this.slots = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.slot]));
    this.staying = this.beginning.text.length + this.steps.reduce((sum, { after, filled }) => sum + after.text.length + filled.length * MOST_BYTES, 0);
  }

  most(values: readonly string[]): number {
    let characters = this.staying;
    for (const slot of this.slots) characters += (values[slot] ?? '').length * MOST_BYTES;
    return roomFor(characters);
  }

  write(values: readonly string[], target: Buffer, at: number): number {
    writer.begin(target, at);
    writer.stay(this.beginning);
    for (const { filled: pieces, next, after } of this.steps) {
      let value = '';
      for (const piece of pieces) value += typeof piece === 'string' ? piece : canonicalLines(values[piece.slot] ?? '');
      writer.fill(value, next);
      writer.stay(after);
    }
    return writer.end();
  }
}

function encoded(text: string): WrappedText {
  const buffer = Buffer.alloc(text.length * MOST_BYTES);
  // White space at its end is not before a line end: `runsOf` sees to that.
  return new WrappedText(Buffer.from(buffer.subarray(0, writeQuoted(text, 'x', buffer, 0))));
}
