import { fitLogOdds, logOdds, sigmoid } from '../calibration/log-odds.ts';
import { pickRows, SparseRowsBuilder, type SparseRows } from '../features/sparse-rows.ts';
import { featuresOf, learnSpace, Vectoriser, type FeatureSpace } from '../features/vectoriser.ts';
import type { WordVectors } from '../features/word-vectors.ts';
import { trainSupportVectors } from '../learning/support-vectors.ts';
import { smallLinear } from '../model/quantise.ts';
import { FILLERS } from '../segments/fillers.ts';
import { signalFigures } from './signal-figures.ts';
import { hashOf, type SignalLetter } from './signal-letters.ts';
import type { SignalFigures, SignalModel } from './signal-model.ts';
import { vectorise, type RuleAnswers } from './signal-reader.ts';
import { wordsOf } from './signal-rules.ts';
import { LETTER_SIGNALS, type AnySignal } from './signal.ts';

const BITS = 14;
const SETTINGS = { classes: 1, cost: 1, epochs: 20, seed: 1 } as const;

/**
 * Trains from letters whose signals are known; a second or two. Scores become probabilities by what models made of kinds of writers that they had
 * not seen (Platt 1999), so that they hold for how often the letters give the signal. The same letters give the same model.
 */
export const trainSignals = (letters: readonly SignalLetter[], trainedAt: Date): SignalModel => trainTellers(letters, { signals: LETTER_SIGNALS, trainedAt });

interface Wanted<Signal extends AnySignal> {
  readonly signals: readonly Signal[];
  readonly trainedAt: Date;
  /** Looked at too, where given. */
  readonly meanings?: WordVectors;
}

/** The same of any signals. */
export function trainTellers<Signal extends AnySignal>(letters: readonly SignalLetter<Signal>[], { signals, trainedAt, meanings }: Wanted<Signal>): SignalModel<Signal> {
  const texts = letters.map(({ text }) => text);
  const space = learnSpace([...texts, ...FILLERS], BITS, meanings ? { meanings } : {});
  const task: Task<Signal> = { letters, rows: rowsOf([...texts, ...FILLERS], space), features: featuresOf(space) };
  const columns = signals.map((signal) => learn(task, signal, () => true));
  const judged = signals.map((signal) => calibrate(task, signal));
  const weights = new Float32Array(task.features * columns.length);
  for (const [at, { weights: column }] of columns.entries()) for (const [feature, weight] of column.entries()) weights[feature * columns.length + at] = weight;
  return {
    card: { letters: letters.length, dataHash: hashOf(letters), trainedAt: trainedAt.toISOString(), heldOut: Object.fromEntries(judged.map(({ figures }, at) => [signals[at], figures])) as Record<Signal, SignalFigures> },
    space, linear: smallLinear({ classes: columns.length, weights, bias: Float32Array.from(columns, ({ bias }) => bias) }),
    calibration: judged.map(({ calibration }) => calibration),
  };
}

interface Task<Signal extends AnySignal> {
  readonly letters: readonly SignalLetter<Signal>[];
  /** Of the letters, then of sentences about nothing. */
  readonly rows: SparseRows;
  readonly features: number;
}

interface Column {
  readonly weights: Float32Array;
  readonly bias: number;
}

function rowsOf(texts: readonly string[], space: FeatureSpace): SparseRows {
  const vectoriser = new Vectoriser(space);
  const rows = new SparseRowsBuilder();
  for (const text of texts) rows.add(vectoriser.indices, vectoriser.values, vectorise(vectoriser, '', text).size);
  return rows.build();
}

/** Learns one signal from the kinds of writers that are taken. */
function learn<Signal extends AnySignal>({ letters, rows, features }: Task<Signal>, signal: Signal, takes: (style: string) => boolean): Column {
  const known = letters.flatMap(({ truth, style }, row) => (truth[signal] !== undefined && takes(style) ? [row] : []));
  const chosen = Int32Array.from([...known, ...FILLERS.map((_, at) => letters.length + at)]);
  const labels = chosen.map((row) => (letters[row]?.truth[signal] === true ? 0 : -1));
  const { weights, bias } = trainSupportVectors(pickRows(rows, chosen), labels, { ...SETTINGS, features });
  return { weights, bias: bias[0] ?? 0 };
}

/** Some signals have no words of their own. */
const words: (text: string) => RuleAnswers = wordsOf;

function calibrate<Signal extends AnySignal>(task: Task<Signal>, signal: Signal): { calibration: readonly number[]; figures: SignalFigures } {
  const samples = [...new Set(task.letters.map(({ style }) => style))].flatMap((held) => {
    const column = learn(task, signal, (style) => style !== held);
    return task.letters.flatMap(({ style, text, truth }, row) => {
      const isPositive = truth[signal];
      return style !== held || isPositive === undefined ? [] : [{ features: [scoreOf(task.rows, row, column), words(text)[signal] === true ? 1 : 0], isPositive }];
    });
  });
  const positives = samples.filter(({ isPositive }) => isPositive).length;
  const weights = fitLogOdds(samples);
  // The fit weighs both answers the same; how often each comes is put back.
  const calibration = weights.with(weights.length - 1, (weights.at(-1) ?? 0) + Math.log((positives + 0.5) / (samples.length - positives + 0.5)));
  return { calibration, figures: signalFigures(samples.map(({ features, isPositive }) => ({ probability: sigmoid(logOdds(calibration, features)), isSo: isPositive }))) };
}

function scoreOf({ offsets, indices, values }: SparseRows, row: number, { weights, bias }: Column): number {
  let sum = bias;
  for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at += 1) sum += (values[at] ?? 0) * (weights[indices[at] ?? 0] ?? 0);
  return sum;
}
