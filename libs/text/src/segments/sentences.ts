import { DIGIT, foldedUnits } from '../features/letters.ts';
import { GREETING_START, STARTS } from './formulas.ts';

/** A piece of a text: from the first unit to before the last. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Formulas are short. */
export const LONGEST_FORMULA = 90;
const LETTERS = 3;
const [DOT, EXCLAMATION, QUESTION, ELLIPSIS, SEMICOLON, LINE, BLANK] = ['.', '!', '?', '…', ';', '\n', ' '].map((mark) => mark.charCodeAt(0));

function hasLetters(text: string, start: number, end: number): boolean {
  const folded = foldedUnits();
  let found = 0;
  for (let at = start; at < end && found < LETTERS; at += 1) if ((folded[text.charCodeAt(at)] ?? 0) > DIGIT) found += 1;
  return found === LETTERS;
}

const isBlankUnit = (unit: number): boolean => unit === BLANK || unit === 160 || (unit >= 9 && unit <= 13);

/** A to Z and А to Я: what the languages of sentences that lack their full stops begin with. */
const isCapital = (unit: number): boolean => (unit >= 65 && unit <= 90) || (unit >= 0x04_10 && unit <= 0x04_2f);

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** "no. 4711", "art. 5", "стр. 2": before a number such a full stop ends nothing. */
const ABBREVIATION = /(?<![\p{L}])(?:nos?|nr|num|art|ref|tel|acc|ext|fig|sec|pos|стр|тел|дог|ул|кв|ст|п|д|г)\.$/iu;

/** Whether a word that only begins sentences stands at `at`, in capitals: writers forget full stops. */
function startsAt(text: string, at: number): boolean {
  if (!isCapital(text.charCodeAt(at))) return false;
  STARTS.lastIndex = at;
  return STARTS.test(text);
}

/** Whether a sentence ends with the unit before `at`. */
function endsBefore(text: string, at: number): boolean {
  const unit = text.charCodeAt(at - 1);
  if (unit === LINE) return text.charCodeAt(at) === LINE || isCapital(text.charCodeAt(at));
  if (unit === BLANK) return startsAt(text, at);
  if (unit === DOT && isDigit(text.charCodeAt(at + 1)) && ABBREVIATION.test(text.slice(Math.max(0, at - 5), at))) return false;
  const isEnd = unit === DOT || unit === EXCLAMATION || unit === QUESTION || unit === ELLIPSIS || unit === SEMICOLON;
  return isEnd && (at >= text.length || isBlankUnit(text.charCodeAt(at)));
}

/** Cuts at the ends of sentences; a greeting at the beginning is left out. */
export function sentences(text: string, { start, end }: Piece): Piece[] {
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
