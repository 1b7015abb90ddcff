import { DIGIT, foldedUnits } from '../features/letters.ts';
import { CLOSING, COURTESY, DEVICE, DISCLAIMER, GREETING, GREETING_START, HEADER_LINE, QUOTE_HEADER } from './formulas.ts';

/** A piece of a text: from the first unit to before the last. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Beyond this only the beginning of a text is read. */
const READ = 8000;
const MOST_PIECES = 24;

/**
 * The sentences of a mail in which its writer may ask for something: without quotes, greetings, thanks, closings, signatures
 * and disclaimers. A text that is nothing else is answered whole. Of a forwarded mail without a word of the sender's own, the forwarded part.
 */
export function salientPieces(text: string): Piece[] {
  const cut = Math.min(text.length, READ);
  const found = isPlain(text, cut) ? sentences(text, { start: 0, end: cut }) : mailPieces(text, cut);
  return found.length > 0 ? found.slice(0, MOST_PIECES) : [{ start: 0, end: cut }];
}

function mailPieces(text: string, cut: number): Piece[] {
  const lines = linesOf(text, cut);
  const { own, quoted } = ownLines(text, lines);
  const found = piecesOf(text, own);
  return found.length > 0 ? found : piecesOf(text, quoted);
}

/** One short paragraph, as forms and messengers send it. */
const isPlain = (text: string, cut: number): boolean => cut < 300 && !text.includes('\n') && !GREETING_START.test(text);

function linesOf(text: string, cut: number): Piece[] {
  const lines: Piece[] = [];
  for (let start = 0; start < cut; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 || found > cut ? cut : found;
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

interface Parts {
  readonly own: Piece[];
  readonly quoted: Piece[];
}

const isBlank = (line: string): boolean => line.trim() === '';

function ownLines(text: string, lines: readonly Piece[]): Parts {
  const at = (index: number): string => text.slice(lines[index]?.start, lines[index]?.end);
  const own: Piece[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = at(index);
    const isHead = HEADER_LINE.test(line) && HEADER_LINE.test(at(index + 1));
    const isQuote = QUOTE_HEADER.test(line) || QUOTE_HEADER.test(`${line} ${at(index + 1).trim()}`);
    if (isHead || isQuote) return { own, quoted: quotedLines(lines.slice(index + 1), text) };
    const piece = lines[index];
    if (piece && !/^\s*>/.test(line)) own.push(piece);
  }
  return { own, quoted: quotedLines(lines, text) };
}

const quotedLines = (lines: readonly Piece[], text: string): Piece[] => lines.filter(({ start, end }) => !HEADER_LINE.test(text.slice(start, end)));

/** Paragraphs without formulas, cut into sentences. */
function piecesOf(text: string, lines: readonly Piece[]): Piece[] {
  const pieces: Piece[] = [];
  const paragraphs = paragraphsOf(text, lines);
  for (const paragraph of paragraphs) {
    const first = text.slice(paragraph[0]?.start, paragraph[0]?.end).trim();
    if (/^(?:--|—|__)\s*$/.test(first)) break;
    if (DISCLAIMER.test(text.slice(paragraph[0]?.start, paragraph.at(-1)?.end))) continue;
    const { kept, isLast } = beforeClosing(text, paragraph, pieces.length > 0);
    pieces.push(...kept.flatMap((run) => sentences(text, run)).filter((piece) => !isFormula(text.slice(piece.start, piece.end))));
    if (isLast) break;
  }
  return pieces;
}

function paragraphsOf(text: string, lines: readonly Piece[]): Piece[][] {
  const paragraphs: Piece[][] = [[]];
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    if (isBlank(content) || /^\s*(?:--|—|__)\s*$/.test(content)) paragraphs.push([]);
    if (!isBlank(content)) paragraphs.at(-1)?.push(line);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/** The lines of a paragraph up to its closing, neighbours joined; whether a closing was found. */
function beforeClosing(text: string, paragraph: readonly Piece[], hasMore: boolean): { kept: Piece[]; isLast: boolean } {
  const kept: Piece[] = [];
  let joined: Piece | undefined;
  for (const line of paragraph) {
    const content = text.slice(line.start, line.end);
    if (content.length <= LONGEST_FORMULA && CLOSING.test(content) && (hasMore || joined)) return { kept: joined ? [...kept, joined] : kept, isLast: true };
    if (content.length <= LONGEST_FORMULA && (GREETING.test(content) || DEVICE.test(content))) {
      if (joined) kept.push(joined);
      joined = undefined;
    } else joined = { start: joined?.start ?? line.start, end: line.end };
  }
  return { kept: joined ? [...kept, joined] : kept, isLast: false };
}

/** Formulas are short. */
const LONGEST_FORMULA = 90;
const isFormula = (sentence: string): boolean => sentence.length <= LONGEST_FORMULA && isAnyFormula(sentence);
const isAnyFormula = (sentence: string): boolean => GREETING.test(sentence) || COURTESY.test(sentence) || CLOSING.test(sentence) || DEVICE.test(sentence);

const LETTERS = 3;
const [DOT, EXCLAMATION, QUESTION, ELLIPSIS, SEMICOLON, LINE] = ['.', '!', '?', '…', ';', '\n'].map((mark) => mark.charCodeAt(0));

function hasLetters(text: string, start: number, end: number): boolean {
  const folded = foldedUnits();
  let found = 0;
  for (let at = start; at < end && found < LETTERS; at += 1) if ((folded[text.charCodeAt(at)] ?? 0) > DIGIT) found += 1;
  return found === LETTERS;
}

const isBlankUnit = (unit: number): boolean => unit === 32 || unit === 160 || (unit >= 9 && unit <= 13);

/** Whether a sentence ends with the unit before `at`. */
function endsBefore(text: string, at: number): boolean {
  const unit = text.charCodeAt(at - 1);
  if (unit === LINE) return text.charCodeAt(at) === LINE;
  const isEnd = unit === DOT || unit === EXCLAMATION || unit === QUESTION || unit === ELLIPSIS || unit === SEMICOLON;
  return isEnd && (at >= text.length || isBlankUnit(text.charCodeAt(at)));
}

/** Cuts at the ends of sentences; a greeting at the beginning is left out. */
function sentences(text: string, { start, end }: Piece): Piece[] {
  const greeting = GREETING_START.exec(text.slice(start, Math.min(end, start + LONGEST_FORMULA)))?.[0].length ?? 0;
  const pieces: Piece[] = [];
  let from = start + (greeting < end - start ? greeting : 0);
  for (let at = from + 1; at <= end; at += 1) {
    if (at < end && !endsBefore(text, at)) continue;
    if (hasLetters(text, from, at)) pieces.push({ start: from, end: at });
    from = at;
  }
  return pieces;
}
