import { endOfLine, LINE } from './soft-breaks.ts';

const [EQUALS, CR, LF] = [0x3d, 0x0d, 0x0a];

/** A copy of a few bytes: less than a call of `Buffer.copy` costs. */
export function copyFew(text: Buffer, start: number, end: number, target: Buffer, at: number): number {
  const shift = at - start;
  for (let index = start; index < end; index += 1) target[index + shift] = text[index] ?? 0;
  return end + shift;
}

/** Writes one line of quoted-printable text, with its soft break where `end` is one; see {@link endOfLine}. */
export function writeLine(text: Buffer, start: number, end: number, target: Buffer, at: number): number {
  const next = copyFew(text, start, Math.abs(end), target, at);
  if (end > 0) return next;
  target[next] = EQUALS;
  target[next + 1] = CR;
  target[next + 2] = LF;
  return next + 3;
}

/**
 * Quoted-printable text that stays, with its soft breaks as they are where a line begins at its first character. Lines that
 * begin elsewhere soon fall into step with these: at the next line end for certain.
 */
export class WrappedText {
  /** So much of its beginning decides the lines that begin before it. */
  readonly head: number;
  /** The offset from which on lines are not decided within this text. */
  private readonly rest: number;
  /** Where in `wrapped` the line is that begins at an offset of `text`; -1 where none begins. */
  private readonly lines: Int32Array;
  private readonly wrapped: Buffer;

  constructor(readonly text: Buffer) {
    this.head = Math.min(text.length, LINE);
    this.lines = new Int32Array(text.length + 1).fill(-1);
    const wrapped = Buffer.alloc(roomFor(text.length));
    let [start, at] = [0, 0];
    this.lines[0] = 0;
    for (let end = endOfLine(text, 0, text.length); end !== 0; end = endOfLine(text, start, text.length)) {
      at = writeLine(text, start, end, wrapped, at);
      start = Math.abs(end);
      this.lines[start] = at;
    }
    this.rest = start;
    this.wrapped = wrapped.subarray(0, at);
  }

  /** The lines from the one that begins at `start` on. Gives where the last of them ends, and the offset of what is left. */
  write(start: number, target: Buffer, at: number): [at: number, rest: number] {
    let [from, to] = [start, at];
    for (;;) {
      const known = this.lines[from] ?? -1;
      if (known !== -1) return [to + this.wrapped.copy(target, to, known), this.rest];
      const end = endOfLine(this.text, from, this.text.length);
      if (end === 0) return [to, from];
      to = writeLine(this.text, from, end, target, to);
      from = Math.abs(end);
    }
  }
}

/** Characters with their soft breaks, of which there is one in 50 at most. */
export const roomFor = (characters: number): number => characters + 3 * (Math.ceil(characters / 50) + 1);
