import { joinRows, pickRows, rowCount, type SparseRows } from '../features/sparse-rows.ts';
import { sideBySide, trainPerceptron } from '../learning/perceptron.ts';
import { trainSupportVectors } from '../learning/support-vectors.ts';
import type { SmallLinear, SmallPerceptron } from '../model/intent-model.ts';
import { smallLinear, smallPerceptron } from '../model/quantise.ts';

export interface Task {
  readonly rows: SparseRows;
  /** Class numbers; −1: none of the classes. */
  readonly labels: Int32Array;
  /** What stands around questions: a class of its own for the linear model, which finds the question in a mail; at most a tenth of the rows. */
  readonly fillers: SparseRows;
  readonly classes: number;
  /** Features that are hashed words and letters; the meanings come after them. */
  readonly buckets: number;
  readonly features: number;
  readonly seed: number;
}

/** Few examples are read more often than many. */
const STEPS = 200_000;
const epochsFor = (rows: number): number => Math.min(40, Math.max(8, Math.round(STEPS / Math.max(1, rows))));

/** Two small nets from different beginnings are better than one of twice the size, and as fast. */
const NETS = 2;
const HIDDEN = 64;

/** The models of a task, with one setting for all data. */
export function fitModels(task: Task): { linear: SmallLinear; perceptron: SmallPerceptron } {
  const { rows, labels, classes, features, seed } = task;
  const framed = withFillers(task);
  const linear = smallLinear(trainSupportVectors(framed.rows, framed.labels, { features, classes: classes + 1, seed, cost: 1, epochs: 12 }));
  const epochs = epochsFor(rowCount(rows));
  const nets = Array.from({ length: NETS }, (_, net) =>
    trainPerceptron(rows, labels, { features, classes, hidden: HIDDEN, epochs, rate: 0.1, dropInput: 0.5, dropHidden: 0.2, smoothing: 0, seed: seed * NETS + net }));
  return { linear, perceptron: smallPerceptron(sideBySide(nets)) };
}

/** More of them would outweigh the examples where these are few. */
const FILLER_SHARE = 0.1;

function withFillers({ rows, labels, fillers, classes }: Task): { rows: SparseRows; labels: Int32Array } {
  const every = Math.ceil(rowCount(fillers) / Math.max(1, rowCount(rows) * FILLER_SHARE));
  const some = Int32Array.from({ length: rowCount(fillers) }, (_, row) => row).filter((row) => row % every === 0);
  return { rows: joinRows(rows, pickRows(fillers, some)), labels: Int32Array.from({ length: labels.length + some.length }, (_, row) => labels[row] ?? classes) };
}
