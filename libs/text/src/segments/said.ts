import { CLOSING, COURTESY, DEVICE, DISCLAIMER, FIELD, GREETING, GREETING_START, MESSAGE_LABEL, SPEAKS, SUBJECT_LABEL } from './formulas.ts';
import { areNames, isNameBlock, isSignature, withoutName, withoutSigner } from './names.ts';
import { LONGEST_FORMULA, sentences, type Piece } from './sentences.ts';

/** What the lines of a writer say. */
export interface Said {
  /** What may be asked. */
  readonly asked: readonly Piece[];
  /** Sentences that are formulas, not those that frame the mail. */
  readonly formulas: readonly Piece[];
}

/** Paragraphs without formulas, cut into sentences. */
export function saidIn(text: string, lines: readonly Piece[]): Said {
  const asked: Piece[] = [];
  const formulas: Piece[] = [];
  for (const paragraph of paragraphsOf(text, withoutLabel(text, lines))) {
    const first = text.slice(paragraph[0]?.start, paragraph[0]?.end);
    if (RULE.test(first)) break;
    if (isDisclaimer(text.slice(paragraph[0]?.start, paragraph.at(-1)?.end))) continue;
    if (isNameBlock(text, paragraph)) continue;
    if (asked.length > 0 && isSignature(text, paragraph)) break;
    const { fields, others } = fieldsOf(text, paragraph);
    formulas.push(...fields);
    const { kept, isLast } = beforeClosing(text, withoutName(text, others, asked.length > 0), asked.length + formulas.length > 0);
    for (const piece of kept.flatMap((run) => withoutSigner(text, sentences(text, run)))) (isFormula(text.slice(piece.start, piece.end)) ? formulas : asked).push(piece);
    if (isLast) break;
  }
  return { asked, formulas };
}

const isDisclaimer = (paragraph: string): boolean => DISCLAIMER.test(paragraph) && !SPEAKS.test(paragraph);

/** The fields of a form, and its message or what else is said beside them. One such line alone is no form. */
function fieldsOf(text: string, paragraph: readonly Piece[]): { fields: readonly Piece[]; others: readonly Piece[] } {
  const isField = ({ start, end }: Piece): boolean => {
    const line = text.slice(start, end);
    return line.includes(':') && FIELD.test(line);
  };
  if (paragraph.length < 2 || paragraph.filter(isField).length < 2) return { fields: [], others: paragraph };
  const message = ({ start, end }: Piece): number => MESSAGE_LABEL.exec(text.slice(start, end))?.[0].length ?? 0;
  const fields = paragraph.filter((line) => isField(line) && message(line) === 0);
  return { fields, others: paragraph.flatMap((line) => (fields.includes(line) ? [] : [{ start: line.start + message(line), end: line.end }])) };
}

/** Lines whose first one has no "Subject:" before it. */
function withoutLabel(text: string, lines: readonly Piece[]): readonly Piece[] {
  const [first, ...others] = lines;
  const label = first ? SUBJECT_LABEL.exec(text.slice(first.start, first.end))?.[0].length : undefined;
  return first && label ? [{ start: first.start + label, end: first.end }, ...others] : lines;
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
  for (const [at, line] of paragraph.entries()) {
    const content = text.slice(line.start, line.end);
    const isFirst = !hasMore && !joined && kept.length === 0;
    const isClosing = !isFirst && (CLOSING.test(content) || (hasMore && content.includes(',') && WORDS_BEFORE_NAME.test(content) && areNames(text, paragraph.slice(at + 1))));
    const isFrame = DEVICE.test(content) || (isFirst && (isGreeting(content) || (paragraph.length === 1 && ADDRESSED.test(content))));
    if (content.length > LONGEST_FORMULA || (!isClosing && !isFrame)) {
      joined = { start: joined?.start ?? line.start, end: line.end };
      continue;
    }
    if (joined) kept.push(joined);
    joined = undefined;
    if (isClosing) return { kept, isLast: true };
  }
  return { kept: joined ? [...kept, joined] : kept, isLast: false };
}

/** A line of its own above all others that ends with a comma: "Ciao Marco,", "Folks,". */
const ADDRESSED = /^\s*\p{Lu}[\p{L}.'’]*(?:\s[\p{L}.'’]+){0,3}\s*[,-]\s*$/u;

/** "Talk soon," above a name. */
const WORDS_BEFORE_NAME = /^\s*[\p{L}'’]+(?:\s[\p{L}'’]+){0,3}\s*,\s*$/u;

/** Behind a comma only a name, in capitals, or one of these is greeted: "Good day, cancel my order" asks. */
const isGreeting = (line: string): boolean => GREETING.test(line) && !/,\s+(?!(?:all|team|everyone|there|sir|madam|dear|коллеги|друзья|господа|дорог|уважаем))\p{Ll}/u.test(line);

function isFormula(sentence: string): boolean {
  if (sentence.length > LONGEST_FORMULA) return false;
  const greeted = sentence.replace(GREETING_START, '');
  return isGreeting(sentence) || COURTESY.test(greeted) || CLOSING.test(greeted) || DEVICE.test(sentence);
}
