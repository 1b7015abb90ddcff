import { logOdds, sigmoid } from '../calibration/log-odds.ts';
import { composed } from '../features/letters.ts';
import { Vectoriser } from '../features/vectoriser.ts';
import type { AnySignal, LetterSignal, SignalOdds } from './signal.ts';
import type { SignalModel } from './signal-model.ts';

/** Of a long letter its beginning and its end are read: where people say what they want. */
const BEGINNING = 500;
const END = 300;
/** A text of which more words than this are in no letter that was learned from is not understood: it is of another language. */
const STRANGE = 0.55;

/** Some hundred letters of each signal cannot show that anything is surer. */
const SUREST = 0.99;

/** By signal, whether words alone say so. */
export type RuleAnswers = Readonly<Partial<Record<AnySignal, boolean>>>;

/** Reads signals with one model; not to be shared between threads. */
export class SignalReader<Signal extends AnySignal = LetterSignal> {
  private readonly vectoriser: Vectoriser;
  private readonly signals: readonly Signal[];
  private readonly scores: Float32Array;

  constructor(private readonly model: SignalModel<Signal>) {
    this.vectoriser = new Vectoriser(model.space);
    this.signals = Object.keys(model.card.heldOut) as Signal[];
    this.scores = new Float32Array(this.signals.length);
  }

  read(subject: string, text: string, rules: RuleAnswers): SignalOdds<Signal> {
    const { size, isStrange } = vectorise(this.vectoriser, subject, text);
    if (isStrange) return {} as SignalOdds<Signal>;
    this.score(size);
    return Object.fromEntries(this.signals.map((signal, at) => [signal, this.probability(at, rules[signal] === true)])) as SignalOdds<Signal>;
  }

  private probability(at: number, says: boolean): number {
    const odds = logOdds(this.model.calibration[at] ?? [], [this.scores[at] ?? 0, says ? 1 : 0]);
    return Math.round(Math.min(SUREST, Math.max(1 - SUREST, sigmoid(odds))) * 1000) / 1000;
  }

  private score(size: number): void {
    const { scores, vectoriser: { indices, values }, model: { linear: { weights, scale, bias } } } = this;
    const signals = scores.length;
    scores.fill(0);
    for (let at = 0; at < size; at += 1) {
      const from = (indices[at] ?? 0) * signals;
      const value = values[at] ?? 0;
      for (let signal = 0; signal < signals; signal += 1) scores[signal] = (scores[signal] ?? 0) + value * (weights[from + signal] ?? 0);
    }
    for (let signal = 0; signal < signals; signal += 1) scores[signal] = (bias[signal] ?? 0) + (scale[signal] ?? 0) * (scores[signal] ?? 0);
  }
}

/** The vector of what is read of a letter, in the vectoriser; its number of entries, and whether its text was understood. */
export function vectorise(vectoriser: Vectoriser, subject: string, text: string): { readonly size: number; readonly isStrange: boolean } {
  const { extractor } = vectoriser;
  extractor.clear();
  for (const part of text.length <= BEGINNING + END ? [text] : [text.slice(0, BEGINNING), text.slice(-END)]) extractor.add(composed(part));
  const isStrange = extractor.words === 0 || extractor.unknownWords > extractor.words * STRANGE;
  extractor.add(composed(subject.slice(0, BEGINNING)));
  return { size: vectoriser.finish(), isStrange };
}
