import { FORWARD, HEADER_LINE, POINTER, QUOTE_HEADER } from './formulas.ts';
import type { Piece } from './sentences.ts';

/** The lines of a mail: of its writer, and those of others below them. */
export interface MailParts {
  readonly own: readonly Piece[];
  readonly quoted: readonly Piece[];
  /** What is quoted was passed on, so that it is what the mail is about. */
  readonly isForward: boolean;
}

export function linesOf(text: string, cut: number): Piece[] {
  const lines: Piece[] = [];
  for (let start = 0; start < cut; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 || found > cut ? cut : found;
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

/** Whose lines they are. */
export function partsOf(text: string, lines: readonly Piece[]): MailParts {
  const at = (index: number): string => text.slice(lines[index]?.start, lines[index]?.end);
  const own: Piece[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = at(index);
    if (isHead(line, at(index + 1))) {
      const said = own.map(({ start, end }) => text.slice(start, end)).join('\n');
      return { own, quoted: withoutHeads(text, lines.slice(index + 1)), isForward: FORWARD.test(line) || POINTER.test(said) };
    }
    const piece = lines[index];
    if (piece && !isQuoted(line)) own.push(piece);
  }
  return { own, quoted: withoutHeads(text, lines), isForward: false };
}

const isQuoted = (line: string): boolean => /^\s*>/.test(line);

/** Whether a quote or a forwarded mail begins with these two lines. */
function isHead(line: string, next: string): boolean {
  if (line.includes(':')) return (HEADER_LINE.test(line) && HEADER_LINE.test(next)) || QUOTE_HEADER.test(line);
  return QUOTE_HEADER.test(line) || (line.trim() !== '' && next.includes(':') && QUOTE_HEADER.test(`${line} ${next.trim()}`));
}

const withoutHeads = (text: string, lines: readonly Piece[]): Piece[] => lines.filter(({ start, end }) => !HEADER_LINE.test(text.slice(start, end)));
