import type { Task } from './fit-models.ts';
import { nearCopies } from './near-copies.ts';

export const FOLDS = 5;

/**
 * By row: its fold. Each fold has one run of the rows of each class: what stands together was often written by one person or in one week, and
 * texts that come later are like neither, so that random folds promise too much. Near copies of a text are in the fold of the first.
 */
export function foldsOfRows({ rows, labels, classes, buckets }: Task): Int32Array {
  const first = nearCopies(rows, labels, buckets);
  const copies = new Int32Array(labels.length);
  for (const row of first) copies[row] = (copies[row] ?? 0) + 1;
  const sizes = new Int32Array(classes + 1);
  for (const label of labels) sizes[groupOf(label, classes)] = (sizes[groupOf(label, classes)] ?? 0) + 1;
  const before = new Int32Array(classes + 1);
  const folds = new Int32Array(labels.length);
  for (const [row, label] of labels.entries()) {
    const size = copies[row] ?? 0;
    if (size === 0) continue;
    const group = groupOf(label, classes);
    const middle = (before[group] ?? 0) + size / 2;
    folds[row] = (Math.floor((middle * FOLDS) / (sizes[group] ?? 1)) + group) % FOLDS;
    before[group] = (before[group] ?? 0) + size;
  }
  return folds.map((_, row) => folds[first[row] ?? row] ?? 0);
}

/** Texts of none of the classes are a group of their own. */
const groupOf = (label: number, classes: number): number => (label < 0 ? classes : label);
