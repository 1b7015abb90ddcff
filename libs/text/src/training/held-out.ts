import { pickRows, rowCount } from '../features/sparse-rows.ts';
import { FeatureExtractor } from '../features/feature-extractor.ts';
import { emptyRuns, emptyVocabulary } from '../features/vocabulary.ts';
import type { HeldOutScores } from '../calibration/stacking.ts';
import { randomFrom, shuffle } from '../learning/random.ts';
import { Reading, type Strangeness } from '../model/reading.ts';
import { Scorer } from '../model/scorer.ts';
import { FOLDS, foldsOfRows } from './folds.ts';
import { fitModels, type Task } from './fit-models.ts';

/** What models that had not seen them made of texts. */
export interface HeldOut extends HeldOutScores {
  readonly strangeness: readonly Strangeness[];
  /** By row: the margin of being about nothing. */
  readonly idle: Float32Array;
}

/** So many held-out texts say enough: of many examples fewer folds are judged. */
const ENOUGH = 8000;
/** How often a part of the classes is left out, to see what is none of them; and which part. */
const SCOPE_ROUNDS = 2;
const SCOPE_PARTS = 3;

interface Judging {
  readonly texts: readonly string[];
  readonly bits: number;
  readonly onProgress?: (what: string) => void;
}

/** Trains on folds and judges what was left out, with all classes known: as the final model will be. */
export function judgeFolds(task: Task, judging: Judging): HeldOut {
  const folds = Math.min(FOLDS, Math.ceil((ENOUGH * FOLDS) / task.labels.length));
  const foldOfRow = foldsOfRows(task);
  const parts = Array.from({ length: folds }, (_, fold) => {
    judging.onProgress?.(`calibrating, part ${fold + 1} of ${folds}`);
    return judgeFold(task, { fold, foldOfRow, leavesOut: () => false }, judging);
  });
  return joined(parts, task.classes);
}

/**
 * The same with a third of the classes left out, whole: their texts, with label −1, show what a text looks like that is none
 * of the classes. Empty where too few classes would stay.
 */
export function judgeScope(task: Task, judging: Judging): HeldOut {
  const rounds = task.classes < SCOPE_PARTS ? 0 : SCOPE_ROUNDS;
  const foldOfRow = foldsOfRows(task);
  const partOfClass = partsOfClasses(task);
  const parts = Array.from({ length: rounds }, (_, fold) => {
    judging.onProgress?.(`learning what is out of scope, part ${fold + 1} of ${rounds}`);
    return judgeFold(task, { fold, foldOfRow, leavesOut: (target) => partOfClass[target] === fold }, judging);
  });
  return joined(parts, task.classes);
}

function partsOfClasses({ classes, seed }: Task): Int32Array {
  const order = Int32Array.from({ length: classes }, (_, target) => target);
  shuffle(order, randomFrom(seed + 1));
  const parts = new Int32Array(classes);
  for (const [at, target] of order.entries()) parts[target] = at % SCOPE_PARTS;
  return parts;
}

interface Fold {
  readonly fold: number;
  readonly foldOfRow: Int32Array;
  readonly leavesOut: (target: number) => boolean;
}

function judgeFold(task: Task, { fold, foldOfRow, leavesOut }: Fold, { texts, bits }: Judging): HeldOut {
  const isLeftOut = (row: number): boolean => (task.labels[row] ?? -1) >= 0 && leavesOut(task.labels[row] ?? 0);
  const all = [...task.labels.keys()];
  const learned = Int32Array.from(all.filter((row) => foldOfRow[row] !== fold && !isLeftOut(row)));
  const judged = evenly(all.filter((row) => foldOfRow[row] === fold), ENOUGH);
  const models = fitModels({ ...task, rows: pickRows(task.rows, learned), labels: learned.map((row) => task.labels[row] ?? -1) });
  const rows = pickRows(task.rows, judged);
  const scorer = new Scorer(models);
  const reading = new Reading(task.classes);
  const scores = { linear: new Float32Array(judged.length * task.classes), perceptron: new Float32Array(judged.length * task.classes), idle: new Float32Array(judged.length) };
  for (let row = 0; row < rowCount(rows); row += 1) {
    const [start = 0, end = 0] = rows.offsets.subarray(row, row + 2);
    scorer.score({ indices: rows.indices.subarray(start, end), values: rows.values.subarray(start, end), size: end - start }, reading.linear, reading.perceptron);
    scores.linear.set(reading.linear.subarray(0, task.classes), row * task.classes);
    scores.idle[row] = reading.linear[task.classes] ?? 0;
    scores.perceptron.set(reading.perceptron, row * task.classes);
  }
  return {
    classes: task.classes, ...scores,
    labels: judged.map((row) => (isLeftOut(row) ? -1 : (task.labels[row] ?? -1))),
    known: knownOf(judged.length, task.classes, leavesOut),
    strangeness: strangenessOf(learned, judged, { texts, bits }),
  };
}

/** At most `most` of the rows, spread over all of them. */
function evenly(rows: readonly number[], most: number): Int32Array {
  const size = Math.min(rows.length, most);
  return Int32Array.from({ length: size }, (_, at) => rows[Math.floor((at * rows.length) / size)] ?? 0);
}

function strangenessOf(learned: Int32Array, judged: Int32Array, { texts, bits }: Judging): Strangeness[] {
  const extractor = new FeatureExtractor(bits, emptyVocabulary(), emptyRuns());
  for (const row of learned) extractor.learnWords(texts[row] ?? '');
  return [...judged].map((row) => {
    extractor.clear();
    extractor.add(texts[row] ?? '');
    const { words, unknownWords, runs, unknownRuns } = extractor;
    return { words, unknownWords, runs, unknownRuns };
  });
}

function joined(parts: readonly HeldOut[], classes: number): HeldOut {
  const rows = parts.reduce((sum, { labels }) => sum + labels.length, 0);
  const all = { linear: new Float32Array(rows * classes), perceptron: new Float32Array(rows * classes), labels: new Int32Array(rows), known: new Uint8Array(rows * classes), idle: new Float32Array(rows) };
  let row = 0;
  for (const { linear, perceptron, labels, known, idle } of parts) {
    all.linear.set(linear, row * classes);
    all.perceptron.set(perceptron, row * classes);
    all.known.set(known, row * classes);
    all.idle.set(idle, row);
    all.labels.set(labels, row);
    row += labels.length;
  }
  return { classes, ...all, strangeness: parts.flatMap(({ strangeness }) => strangeness) };
}

function knownOf(rows: number, classes: number, leavesOut: (target: number) => boolean): Uint8Array {
  const known = new Uint8Array(rows * classes);
  for (let at = 0; at < known.length; at += 1) known[at] = leavesOut(at % classes) ? 0 : 1;
  return known;
}
