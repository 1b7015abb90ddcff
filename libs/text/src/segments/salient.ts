import { CLOSING, CONTACT, COURTESY, DEVICE, DISCLAIMER, GREETING, GREETING_START, SPEAKS } from './formulas.ts';
import { linesOf, partsOf } from './quotes.ts';
import { LONGEST_FORMULA, sentences, type Piece } from './sentences.ts';

export type { Piece } from './sentences.ts';

/** Beyond this only the beginning of a text is read. */
const READ = 8000;
const MOST_PIECES = 24;

/**
 * The sentences of a mail in which its writer may ask for something: without quotes, greetings, thanks, closings, signatures
 * and disclaimers. Where nothing else is said, thanks and greetings are what is said; a text that is only a frame is answered
 * whole. Of a mail that was passed on, the mail.
 */
export function salientPieces(text: string): Piece[] {
  const cut = Math.min(text.length, READ);
  const found = isPlain(text, cut) ? sentences(text, { start: 0, end: cut }) : mailPieces(text, cut);
  return found.length > 0 ? found.slice(0, MOST_PIECES) : [{ start: 0, end: cut }];
}

/** One short paragraph, as forms and messengers send it. */
const isPlain = (text: string, cut: number): boolean => cut < 300 && !text.includes('\n') && !GREETING_START.test(text);

interface Said {
  /** What may be asked. */
  readonly asked: readonly Piece[];
  /** Sentences that are formulas, not those that frame the mail. */
  readonly formulas: readonly Piece[];
}

function mailPieces(text: string, cut: number): readonly Piece[] {
  const { own, quoted, isForward } = partsOf(text, linesOf(text, cut));
  const said = orNamesAlone(text, saidIn(text, own));
  if (said.asked.length > 0 && !isForward) return said.asked;
  const passedOn = saidIn(text, quoted);
  if (passedOn.asked.length > 0 && (isForward || said.formulas.length === 0)) return passedOn.asked;
  return [said.asked, said.formulas, passedOn.asked, passedOn.formulas].find((pieces) => pieces.length > 0) ?? [];
}

/** Where a name is all that is left, formulas were what was said. */
function orNamesAlone(text: string, { asked, formulas }: Said): Said {
  const areNames = asked.every((piece) => isName(text, piece));
  return areNames && formulas.length > 0 ? { asked: [], formulas: [...formulas, ...asked].sort((one, other) => one.start - other.start) } : { asked, formulas };
}

/** Paragraphs without formulas, cut into sentences. */
function saidIn(text: string, lines: readonly Piece[]): Said {
  const asked: Piece[] = [];
  const formulas: Piece[] = [];
  for (const paragraph of paragraphsOf(text, lines)) {
    const first = text.slice(paragraph[0]?.start, paragraph[0]?.end);
    if (RULE.test(first)) break;
    if (isDisclaimer(text.slice(paragraph[0]?.start, paragraph.at(-1)?.end))) continue;
    if (asked.length > 0 && isSignature(text, paragraph)) break;
    const { kept, isLast } = beforeClosing(text, withoutName(text, paragraph, asked.length > 0), asked.length + formulas.length > 0);
    for (const piece of kept.flatMap((run) => sentences(text, run))) (isFormula(text.slice(piece.start, piece.end)) ? formulas : asked).push(piece);
    if (isLast) break;
  }
  return { asked, formulas };
}

const isDisclaimer = (paragraph: string): boolean => DISCLAIMER.test(paragraph) && !SPEAKS.test(paragraph);

/** Short lines without an end of a sentence, one of them with a number or an address. */
function isSignature(text: string, paragraph: readonly Piece[]): boolean {
  const lines = paragraph.map(({ start, end }) => text.slice(start, end));
  return lines.some((line) => line.length <= LONGEST_FORMULA && CONTACT.test(line)) && lines.every((line) => line.length <= LONGEST_FORMULA && !/[?!]\s*$/.test(line));
}

/** One to four words in capitals: "Paul Rice", "Rice Catering". */
const NAME_LINE = /^\s*\p{Lu}[\p{L}.'’&-]*(?:\s+[\p{Lu}&][\p{L}.'’&-]*){0,3}[\s,.]*$/u;
const LONGEST_NAME = 40;

const isName = (text: string, { start, end }: Piece): boolean => end - start <= LONGEST_NAME && NAME_LINE.test(text.slice(start, end));

/** Without the names that the writer ends with: below what was asked, or below the end of a sentence. */
function withoutName(text: string, paragraph: readonly Piece[], hasAsked: boolean): readonly Piece[] {
  const last = paragraph.findLastIndex((line) => !isName(text, line));
  if (last === paragraph.length - 1) return paragraph;
  if (last < 0) return hasAsked ? [] : paragraph;
  return /[.!?…)]\s*$/.test(text.slice(paragraph[last]?.start, paragraph[last]?.end)) ? paragraph.slice(0, last + 1) : paragraph;
}

const RULE = /^\s*(?:--|—|__)\s*$/;

function paragraphsOf(text: string, lines: readonly Piece[]): Piece[][] {
  const paragraphs: Piece[][] = [[]];
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    const isBlank = content.trim() === '';
    if (isBlank || RULE.test(content)) paragraphs.push([]);
    if (!isBlank) paragraphs.at(-1)?.push(line);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/** The lines of a paragraph up to its closing, neighbours joined; whether a closing was found. The greeting of the mail is left out. */
function beforeClosing(text: string, paragraph: readonly Piece[], hasMore: boolean): { kept: Piece[]; isLast: boolean } {
  const kept: Piece[] = [];
  let joined: Piece | undefined;
  for (const line of paragraph) {
    const content = text.slice(line.start, line.end);
    const isShort = content.length <= LONGEST_FORMULA;
    const isFirst = !hasMore && !joined && kept.length === 0;
    if (isShort && !isFirst && CLOSING.test(content)) return { kept: joined ? [...kept, joined] : kept, isLast: true };
    if (isShort && (DEVICE.test(content) || (isFirst && isGreeting(content)))) {
      if (joined) kept.push(joined);
      joined = undefined;
    } else joined = { start: joined?.start ?? line.start, end: line.end };
  }
  return { kept: joined ? [...kept, joined] : kept, isLast: false };
}

/** Behind a comma only a name, in capitals, or one of these is greeted: "Good day, cancel my order" asks. */
const isGreeting = (line: string): boolean => GREETING.test(line) && !/,\s+(?!(?:all|team|everyone|there|sir|madam|dear|коллеги|друзья|господа|дорог|уважаем))\p{Ll}/u.test(line);

function isFormula(sentence: string): boolean {
  if (sentence.length > LONGEST_FORMULA) return false;
  const greeted = sentence.replace(GREETING_START, '');
  return isGreeting(sentence) || COURTESY.test(greeted) || CLOSING.test(greeted) || DEVICE.test(sentence);
}
