import { randomFrom, shuffle } from '../learning/random.ts';
import type { Task } from './fit-models.ts';
import { nearCopies } from './near-copies.ts';

export const FOLDS = 5;

/** By row: its fold. The rows of each class are spread evenly, near copies of one another stay together, the largest groups first. */
export function foldsOfRows({ rows, labels, classes, buckets, seed }: Task): Int32Array {
  const first = nearCopies(rows, labels, buckets);
  const copies = new Int32Array(labels.length);
  for (const row of first) copies[row] = (copies[row] ?? 0) + 1;
  const order = Int32Array.from(labels.keys()).filter((row) => first[row] === row);
  shuffle(order, randomFrom(seed));
  const sizes = new Int32Array((classes + 1) * FOLDS);
  const folds = new Int32Array(labels.length);
  for (const row of [...order].sort((a, b) => (copies[b] ?? 0) - (copies[a] ?? 0))) {
    const group = labels[row] === -1 ? classes : (labels[row] ?? 0);
    const fold = smallest(sizes.subarray(group * FOLDS, (group + 1) * FOLDS), group % FOLDS);
    folds[row] = fold;
    sizes[group * FOLDS + fold] = (sizes[group * FOLDS + fold] ?? 0) + (copies[row] ?? 0);
  }
  return folds.map((_, row) => folds[first[row] ?? row] ?? 0);
}

/** The first of the smallest, looked for from `start` on and around. */
function smallest(sizes: Int32Array, start: number): number {
  const around = Array.from(sizes.keys(), (_, step) => (start + step) % sizes.length);
  return around.reduce((least, at) => ((sizes[at] ?? 0) < (sizes[least] ?? 0) ? at : least));
}
