import { FORWARD, HEADER_LINE, POINTER, QUOTE_HEADER } from './formulas.ts';
import type { Piece } from './sentences.ts';

/** The lines of a mail: of its writer, and those of others. */
export interface MailParts {
  readonly own: readonly Piece[];
  /** Without their marks and their first head. */
  readonly quoted: readonly Piece[];
  /** How the others' lines came into the mail: passed on, so that they are what it is about; with the head of a mail, which is answered or passed on; or quoted. */
  readonly kind: 'forward' | 'mail' | 'quote';
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
  const head = lines.findIndex((_, index) => isHead(at(index), at(index + 1)));
  const until = head < 0 ? lines.length : head;
  const own = lines.slice(0, until).filter((_, index) => !isQuoted(at(index)));
  if (head < 0) return { own, quoted: own.length === lines.length ? [] : unmarked(text, lines), kind: 'quote' };
  const said = own.map(({ start, end }) => text.slice(start, end)).join('\n');
  const after = behindMarks(text, lines, head + 1);
  const quoted = withoutHead(text, unmarked(text, lines.slice(HEADER_LINE.test(at(head)) ? head : head + 1, after)));
  const kind = FORWARD.test(at(head)) || POINTER.test(said) ? 'forward' : quoted.hadHead ? 'mail' : 'quote';
  return { own: [...own, ...partsOf(text, lines.slice(after)).own], quoted: quoted.lines, kind };
}

const MARK = /^\s*>[ \t]?/;
const isQuoted = (line: string): boolean => MARK.test(line);

/** Where the marked lines end that a quote begins with, and its writer goes on below it; the end of the mail where they are not marked. */
function behindMarks(text: string, lines: readonly Piece[], from: number): number {
  const written = lines.findIndex(({ start, end }, index) => index >= from && text.slice(start, end).trim() !== '' && !isHead(text.slice(start, end), ''));
  const at = (index: number): string => text.slice(lines[index]?.start, lines[index]?.end);
  if (written < 0 || !isQuoted(at(written))) return lines.length;
  const end = lines.findIndex((_, index) => index > written && at(index).trim() !== '' && !isQuoted(at(index)));
  return end < 0 ? lines.length : end;
}

/** Marked lines without their first mark; all lines where none is marked. */
function unmarked(text: string, lines: readonly Piece[]): Piece[] {
  const marks = lines.map(({ start, end }) => MARK.exec(text.slice(start, end))?.[0].length ?? 0);
  if (marks.every((length) => length === 0)) return [...lines];
  return lines.flatMap(({ start, end }, index) => ((marks[index] ?? 0) > 0 || start === end ? [{ start: start + (marks[index] ?? 0), end }] : []));
}

/** Lines without the head that they begin with. */
function withoutHead(text: string, lines: readonly Piece[]): { lines: readonly Piece[]; hadHead: boolean } {
  const first = lines.findIndex(({ start, end }) => text.slice(start, end).trim() !== '');
  const isHeader = (index: number): boolean => HEADER_LINE.test(text.slice(lines[index]?.start, lines[index]?.end));
  if (first < 0 || !isHeader(first)) return { lines, hadHead: false };
  let end = first;
  while (end < lines.length && isHeader(end)) end += 1;
  return { lines: lines.slice(end), hadHead: true };
}

/** What a head without a colon begins with. */
const MAY_BEGIN = /^\s*(?:[-_#>*]|begin|начало|please|type|write|enter)/iu;

/** Whether a quote or a forwarded mail begins with these two lines. */
function isHead(line: string, next: string): boolean {
  if (line.includes(':')) return (HEADER_LINE.test(line) && HEADER_LINE.test(next)) || QUOTE_HEADER.test(line);
  return (MAY_BEGIN.test(line) && QUOTE_HEADER.test(line)) || (line.trim() !== '' && next.includes(':') && QUOTE_HEADER.test(`${line} ${next.trim()}`));
}
