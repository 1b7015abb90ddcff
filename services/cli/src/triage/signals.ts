import { boxedSignals, LETTER_SIGNALS, LetterSignals, signalFigures, signalLetters, trainSignals, type LetterSignal, type SignalFigures, type SignalLetter, type SignalModel } from '@widecast/text';
import { Failure } from '../failure.ts';

const FOLDS = 5;
const FEWEST = 25;

/** Letters of `widecast signals letters`, one JSON object a line; neighbours are held to be of one kind of writer. Throws {@link Failure}. */
export function lettersIn(content: string, file: string): SignalLetter[] {
  const lines = [...content.replace(/^\uFEFF/, '').split('\n').entries()].filter(([, line]) => line.trim() !== '');
  if (lines.length < FEWEST) throw new Failure(`${file} holds ${lines.length} letters; at least ${FEWEST} are needed`);
  return lines.map(([at, line], index) => ({ ...letterIn(line, `${file} line ${at + 1}`), style: `own ${Math.floor((index * FOLDS) / lines.length)}` }));
}

function letterIn(line: string, where: string): Omit<SignalLetter, 'style'> {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch {
    throw new Failure(`${where} is no JSON object`);
  }
  const { text, signals } = (given ?? {}) as { text?: unknown; signals?: unknown };
  if (typeof text !== 'string' || text.trim() === '' || !areSignals(signals)) throw new Failure(`${where} must be {"text": …, "signals": {"churn": true, …}}; signals are ${LETTER_SIGNALS.join(', ')}`);
  return { text, truth: signals };
}

const areSignals = (given: unknown): given is SignalLetter['truth'] =>
  typeof given === 'object' && given !== null && Object.entries(given).every(([signal, isSo]) => LETTER_SIGNALS.some((known) => known === signal) && typeof isSo === 'boolean');

interface BySignal {
  /** On the fifth of the letters that came last: of the model that comes with Widecast, and of one that learned from the others, too. */
  readonly boxed: SignalFigures;
  readonly own: SignalFigures;
}

/** A model from the letters that come with Widecast and one's own, and what one's own are worth. */
export function learnSignals(own: readonly SignalLetter[], trainedAt: Date): { readonly model: SignalModel; readonly lastFifth: Partial<Record<LetterSignal, BySignal>> } {
  const last = own.at(-1)?.style;
  const held = own.filter(({ style }) => style === last);
  const earlier = trainSignals([...signalLetters(), ...own.filter(({ style }) => style !== last)], trainedAt);
  const compared = LETTER_SIGNALS.flatMap((signal) => {
    const told = held.filter(({ truth }) => truth[signal] !== undefined);
    return told.length === 0 ? [] : [[signal, { boxed: figuresOf(boxedSignals(), told, signal), own: figuresOf(earlier, told, signal) }] as const];
  });
  return { model: trainSignals([...signalLetters(), ...own], trainedAt), lastFifth: Object.fromEntries(compared) };
}

function figuresOf(model: SignalModel, letters: readonly SignalLetter[], signal: LetterSignal): SignalFigures {
  const reader = new LetterSignals(model);
  return signalFigures(letters.map(({ text, truth }) => ({ probability: reader.read('', text).odds[signal], isSo: truth[signal] === true })));
}
