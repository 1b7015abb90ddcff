import { isForwardMark, isForwardSubject, isQuoteBlock, isQuoted, isQuoteLine } from './quote-heads.ts';
import { isSignatureMark, withoutSignature } from './signatures.ts';

/**
 * What the writer wrote himself: without quoted lines, what stands under "… wrote:", and the signature. Keeps the whole where nothing would be left, and of a
 * mail that was passed on, which is what it is about.
 */
export function ownText(text: string, subject = ''): string {
  const lines = joinWrapped(text.split('\n'));
  const end = lines.findIndex((line, at) => endsHere(line, lines.slice(at + 1, at + 7)));
  if (isPassedOn(lines, end, subject)) return text.trim();
  const kept = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !isQuoted(line) && !isQuoteLine(line));
  return withoutSignature(kept).join('\n').replaceAll(/\n{3,}/g, '\n\n').trim() || text.trim();
}

/** All that the writer wrote, signatures and what stands under them too; only what is quoted is left out. */
export function unquoted(text: string): string {
  const lines = joinWrapped(text.split('\n'));
  const end = lines.findIndex((line, at) => isQuoteBlock(line, lines.slice(at + 1, at + 7)) || beginsQuote(line, lines.slice(at + 1, at + 7)));
  return (end < 0 ? lines : lines.slice(0, end)).filter((line) => !isQuoted(line) && !isQuoteLine(line)).join('\n').trim() || text.trim();
}

/** Whether what begins at `end` (-1: nothing does), or below a mark of its own, is a mail that was passed on; one in the history of an answer is not. */
function isPassedOn(lines: readonly string[], end: number, subject: string): boolean {
  if (end >= 0 && isForwardSubject(subject)) return true;
  const at = lines.findIndex(isForwardMark);
  return at >= 0 && (end < 0 || at <= end);
}

/** Whether all from this line on is not the writer's. Answers under quoted lines stay: after "… wrote:" they follow lines with ">". */
function endsHere(line: string, next: readonly string[]): boolean {
  if (isSignatureMark(line, next) || isQuoteBlock(line, next)) return true;
  return beginsQuote(line, next);
}

const beginsQuote = (line: string, next: readonly string[]): boolean => isQuoteLine(line) && !next.some(isQuoted);

/** Mail programs break "On <date>, <name> wrote:" over two or three lines. */
function joinWrapped(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const taken = wrappedAt(lines, at);
    joined.push(taken === 1 ? (lines[at] ?? '') : lines.slice(at, at + taken).map((line) => line.trim()).join(' '));
    at += taken - 1;
  }
  return joined;
}

/** How many lines make one here. */
function wrappedAt(lines: readonly string[], at: number): number {
  const first = lines[at] ?? '';
  if (first.length > 300 || !/\d/.test(first) || isQuoted(first) || isQuoteLine(first)) return 1;
  for (const count of [2, 3]) {
    const some = lines.slice(at, at + count);
    if (some.length === count && !some.some((line) => isQuoted(line) || line.trim() === '' || line.length > 300) && isQuoteLine(some.map((line) => line.trim()).join(' '))) return count;
  }
  return 1;
}
