import { rowCount, type SparseRows } from '../features/sparse-rows.ts';
import { sideBySide, trainPerceptron } from '../learning/perceptron.ts';
import { trainSupportVectors } from '../learning/support-vectors.ts';
import type { SmallLinear, SmallPerceptron } from '../model/intent-model.ts';
import { smallLinear, smallPerceptron } from '../model/quantise.ts';

export interface Task {
  readonly rows: SparseRows;
  /** Class numbers; −1: none of the classes. */
  readonly labels: Int32Array;
  readonly classes: number;
  readonly buckets: number;
  readonly seed: number;
}

/** Few examples are read more often than many. */
const STEPS = 200_000;
const epochsFor = (rows: number): number => Math.min(40, Math.max(8, Math.round(STEPS / Math.max(1, rows))));

/** Two small nets from different beginnings are better than one of twice the size, and as fast. */
const NETS = 2;
const HIDDEN = 64;

/** The models of a task, with one setting for all data. */
export function fitModels({ rows, labels, classes, buckets, seed }: Task): { linear: SmallLinear; perceptron: SmallPerceptron } {
  const sizes = { features: buckets, classes };
  const linear = smallLinear(trainSupportVectors(rows, labels, { ...sizes, seed, cost: 1, epochs: 12 }));
  const epochs = epochsFor(rowCount(rows));
  const nets = Array.from({ length: NETS }, (_, net) =>
    trainPerceptron(rows, labels, { ...sizes, hidden: HIDDEN, epochs, rate: 0.1, dropInput: 0.5, dropHidden: 0.2, smoothing: 0, seed: seed * NETS + net }));
  return { linear, perceptron: smallPerceptron(sideBySide(nets)) };
}
