import { canonicalLines, type Piece } from '../pieces.ts';
import type { BodyPart } from './body-part.ts';
import { LINE } from './soft-breaks.ts';

/** UTF-8 bytes of a UTF-16 unit, at most. */
const UTF8 = 3;

/** A part in base64 (RFC 2045 §6.8). A value of another length moves all that follows, so it is encoded anew as a whole. */
export class Base64Part implements BodyPart {
  private readonly pieces: readonly (Buffer | number)[];
  private readonly staying: number;
  private plain = Buffer.alloc(4096);

  /** `pieces` as `partPieces` gives them. */
  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece.slot));
    this.staying = this.pieces.reduce<number>((sum, piece) => sum + (typeof piece === 'number' ? 0 : piece.length), 0);
  }

  most(values: readonly string[]): number {
    const characters = Math.ceil(this.mostPlain(values) / 3) * 4;
    return characters + 2 * Math.ceil(characters / LINE);
  }

  write(values: readonly string[], target: Buffer, start: number): number {
    const most = this.mostPlain(values);
    if (this.plain.length < most) this.plain = Buffer.alloc(most * 2);
    let length = 0;
    for (const piece of this.pieces) {
      length += typeof piece === 'number' ? this.plain.write(canonicalLines(values[piece] ?? ''), length) : piece.copy(this.plain, length);
    }
    const encoded = Buffer.from(this.plain.toString('base64', 0, length), 'latin1');
    let [from, at] = [0, start];
    for (; encoded.length - from > LINE; from += LINE) {
      at += encoded.copy(target, at, from, from + LINE);
      target[at] = 0x0d;
      target[at + 1] = 0x0a;
      at += 2;
    }
    return at + encoded.copy(target, at, from);
  }

  private mostPlain(values: readonly string[]): number {
    let bytes = this.staying;
    for (const piece of this.pieces) if (typeof piece === 'number') bytes += (values[piece] ?? '').length * UTF8;
    return bytes;
  }
}
