import { fitLogOdds, logOdds, sigmoid } from '../calibration/log-odds.ts';
import { pickRows, SparseRowsBuilder, type SparseRows } from '../features/sparse-rows.ts';
import { learnSpace, Vectoriser, type FeatureSpace } from '../features/vectoriser.ts';
import { trainSupportVectors } from '../learning/support-vectors.ts';
import { smallLinear } from '../model/quantise.ts';
import { FILLERS } from '../segments/fillers.ts';
import { signalFigures } from './signal-figures.ts';
import { hashOf, type SignalLetter } from './signal-letters.ts';
import type { SignalFigures, SignalModel } from './signal-model.ts';
import { vectorise, type RuleAnswers } from './signal-reader.ts';
import { wordsOf } from './signal-rules.ts';
import { LETTER_SIGNALS, type LetterSignal } from './signal.ts';

const BITS = 14;
const SETTINGS = { features: 2 ** BITS, classes: 1, cost: 1, epochs: 20, seed: 1 } as const;

/**
 * Trains from letters whose signals are known; a second or two. Scores become probabilities by what models made of kinds of writers that they had
 * not seen (Platt 1999), so that they hold for how often the letters give the signal. The same letters give the same model.
 */
export function trainSignals(letters: readonly SignalLetter[], trainedAt: Date): SignalModel {
  const texts = letters.map(({ text }) => text);
  const space = learnSpace([...texts, ...FILLERS], BITS);
  const task: Task = { letters, rows: rowsOf([...texts, ...FILLERS], space) };
  const columns = LETTER_SIGNALS.map((signal) => learn(task, signal, () => true));
  const judged = LETTER_SIGNALS.map((signal) => calibrate(task, signal));
  const weights = new Float32Array(SETTINGS.features * columns.length);
  for (const [at, { weights: column }] of columns.entries()) for (const [feature, weight] of column.entries()) weights[feature * columns.length + at] = weight;
  return {
    card: { letters: letters.length, dataHash: hashOf(letters), trainedAt: trainedAt.toISOString(), heldOut: Object.fromEntries(judged.map(({ figures }, at) => [LETTER_SIGNALS[at], figures])) as Record<LetterSignal, SignalFigures> },
    space, linear: smallLinear({ classes: columns.length, weights, bias: Float32Array.from(columns, ({ bias }) => bias) }),
    calibration: judged.map(({ calibration }) => calibration),
  };
}

interface Task {
  readonly letters: readonly SignalLetter[];
  /** Of the letters, then of sentences about nothing. */
  readonly rows: SparseRows;
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
function learn({ letters, rows }: Task, signal: LetterSignal, takes: (style: string) => boolean): Column {
  const known = letters.flatMap(({ truth, style }, row) => (truth[signal] !== undefined && takes(style) ? [row] : []));
  const chosen = Int32Array.from([...known, ...FILLERS.map((_, at) => letters.length + at)]);
  const labels = chosen.map((row) => (letters[row]?.truth[signal] === true ? 0 : -1));
  const { weights, bias } = trainSupportVectors(pickRows(rows, chosen), labels, SETTINGS);
  return { weights, bias: bias[0] ?? 0 };
}

/** Some signals have no words of their own. */
const words: (text: string) => RuleAnswers = wordsOf;

function calibrate(task: Task, signal: LetterSignal): { calibration: readonly number[]; figures: SignalFigures } {
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
