import { CLOSING, CONTACT } from './formulas.ts';
import { LONGEST_FORMULA, type Piece } from './sentences.ts';

/** One to four words in capitals: "Paul Rice", "Rice Catering". */
const NAME_LINE = /^\s*\p{Lu}[\p{L}.'’&-]*(?:\s+[\p{Lu}&][\p{L}.'’&-]*){0,3}[\s,.]*$/u;
const LONGEST_NAME = 40;

/** Whether nothing but a name stands there. */
export const isName = (text: string, { start, end }: Piece): boolean => end - start <= LONGEST_NAME && NAME_LINE.test(text.slice(start, end));

/** Whether names stand there and nothing else. */
export const areNames = (text: string, lines: readonly Piece[]): boolean => lines.length > 0 && lines.every((line) => isName(text, line));

/** The end of a sentence. */
const ENDS = /[.!?…)]\s*$/;

/** Without the names that the writer ends with: below what was asked, or below the end of a sentence. */
export function withoutName(text: string, paragraph: readonly Piece[], hasAsked: boolean): readonly Piece[] {
  const last = paragraph.findLastIndex((line) => !isName(text, line));
  if (last === paragraph.length - 1) return paragraph;
  if (last < 0) return hasAsked ? [] : paragraph;
  return ENDS.test(text.slice(paragraph[last]?.start, paragraph[last]?.end)) ? paragraph.slice(0, last + 1) : paragraph;
}

/** Without the name that stands behind the last sentence. */
export function withoutSigner(text: string, pieces: readonly Piece[]): readonly Piece[] {
  const [before, last] = pieces.slice(-2);
  return before && last && isName(text, last) && ENDS.test(text.slice(before.start, before.end)) ? pieces.slice(0, -1) : pieces;
}

/** Short lines without an end of a sentence, one of them with a number or an address. */
export function isSignature(text: string, paragraph: readonly Piece[]): boolean {
  const lines = paragraph.map(({ start, end }) => text.slice(start, end));
  return lines.some((line) => line.length <= LONGEST_FORMULA && CONTACT.test(line)) && lines.every((line) => line.length <= LONGEST_FORMULA && !/[?!]\s*$/.test(line));
}

/** How many of the words of a line below a name begin with a capital, at least. */
const MOSTLY = 0.6;

/** "Ann Lee / Head of Sales / Lee & Co., Leeds": below a name, lines most of whose words begin with a capital. */
export function isNameBlock(text: string, paragraph: readonly Piece[]): boolean {
  const [first] = paragraph;
  if (!first || paragraph.length < 2 || !isName(text, first) || CLOSING.test(text.slice(first.start, first.end))) return false;
  return paragraph.every(({ start, end }) => {
    const words = text.slice(start, end).split(/[^\p{L}\p{N}.'’-]+/u).filter((word) => word.length > 3);
    return end - start <= LONGEST_FORMULA && !/[?!]/.test(text.slice(start, end)) && words.filter((word) => /^\p{Lu}/u.test(word)).length >= words.length * MOSTLY;
  });
}
