import { GREETING_START } from './formulas.ts';
import { isName } from './names.ts';
import { linesOf, partsOf } from './quotes.ts';
import { saidIn, type Said } from './said.ts';
import { sentences, type Piece } from './sentences.ts';

export type { Piece } from './sentences.ts';

/** Beyond this only the beginning of a text is read. */
const READ = 8000;
const MOST_PIECES = 24;
const MOST_LAYERS = 3;
const NOTHING: Salient = { pieces: [] };

/** What may be asked in a mail. */
export interface Salient {
  /** Sentences in which its writer may ask for something. */
  readonly pieces: readonly Piece[];
  /** Reads the mail below, which its writer answers or passes on (only what is said tells which); undefined where nothing is asked in it. */
  readonly below?: () => Salient | undefined;
}

/**
 * The sentences of a mail in which its writer may ask for something: without quotes, greetings, thanks, closings, signatures
 * and disclaimers. Where nothing else is said, thanks and greetings are what is said; a text that is only a frame is answered
 * whole. Of a mail that was certainly passed on, the mail.
 */
export function salientIn(text: string): Salient {
  const cut = Math.min(text.length, READ);
  const found = isPlain(text, cut) ? { pieces: sentences(text, { start: 0, end: cut }) } : layersOf(text, linesOf(text, cut), 1);
  return found.pieces.length > 0 ? found : { pieces: [{ start: 0, end: cut }] };
}

/** One short paragraph, as forms and messengers send it. */
const isPlain = (text: string, cut: number): boolean => cut < 300 && !text.includes('\n') && !GREETING_START.test(text);

/** A mail, and those below it. */
function layersOf(text: string, lines: readonly Piece[], depth: number): Salient {
  const { own, quoted, kind } = partsOf(text, lines);
  const said = orNamesAlone(text, saidIn(text, own));
  const isThanks = said.asked.length === 0 && said.formulas.length > 0;
  const isLast = quoted.length === 0 || depth === MOST_LAYERS || (isThanks && kind === 'quote');
  const below = (): Salient => (isLast ? NOTHING : layersOf(text, quoted, depth + 1));
  const passedOn = kind === 'forward' ? below() : NOTHING;
  if (passedOn.pieces.length > 0) return passedOn;
  const pieces = (isThanks ? said.formulas : said.asked).slice(0, MOST_PIECES);
  if (pieces.length === 0) return below();
  return isThanks || isLast ? { pieces } : { pieces, below: () => [below()].find((mail) => mail.pieces.length > 0) };
}

/** Where a name is all that is left, formulas were what was said. */
function orNamesAlone(text: string, { asked, formulas }: Said): Said {
  const areNames = asked.every((piece) => isName(text, piece));
  return areNames && formulas.length > 0 ? { asked: [], formulas: [...formulas, ...asked].sort((one, other) => one.start - other.start) } : { asked, formulas };
}
