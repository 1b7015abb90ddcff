import type { SparseRows } from '../features/sparse-rows.ts';

/** Texts of one class that are as alike as this (cosine) count as copies of each other. */
const ALIKE = 0.75;
/** In large classes each text is held against so many that follow it. */
const NEIGHBOURS = 400;

/**
 * By row: the first row that it is a near copy of, directly or over others; itself where it is none. Rows must have length 1 in their buckets; what
 * stands after these does not count. Copies that are kept together in folds do not make held-out texts look easier than new ones.
 */
export function nearCopies(rows: SparseRows, labels: Int32Array, buckets: number): Int32Array {
  const first = Int32Array.from(labels.keys());
  const groups = new Map<number, number[]>();
  for (const [row, label] of labels.entries()) {
    const members = groups.get(label);
    if (members) members.push(row);
    else groups.set(label, [row]);
  }
  const dense = new Float32Array(buckets);
  for (const members of groups.values()) {
    for (const [at, row] of members.entries()) {
      write(rows, row, dense);
      for (const other of members.slice(at + 1, at + 1 + NEIGHBOURS)) if (product(rows, other, dense) >= ALIKE) join(first, row, other);
      erase(rows, row, dense);
    }
  }
  return first.map((_, row) => rootOf(first, row));
}

const entriesOf = ({ offsets }: SparseRows, row: number): readonly [number, number] => [offsets[row] ?? 0, offsets[row + 1] ?? 0];

function write(rows: SparseRows, row: number, dense: Float32Array): void {
  const [start, end] = entriesOf(rows, row);
  for (let at = start; at < end; at += 1) dense[rows.indices[at] ?? 0] = rows.values[at] ?? 0;
}

function erase(rows: SparseRows, row: number, dense: Float32Array): void {
  const [start, end] = entriesOf(rows, row);
  for (let at = start; at < end; at += 1) dense[rows.indices[at] ?? 0] = 0;
}

function product(rows: SparseRows, row: number, dense: Float32Array): number {
  const [start, end] = entriesOf(rows, row);
  let sum = 0;
  for (let at = start; at < end; at += 1) sum += (rows.values[at] ?? 0) * (dense[rows.indices[at] ?? 0] ?? 0);
  return sum;
}

function rootOf(first: Int32Array, row: number): number {
  let root = row;
  while ((first[root] ?? root) !== root) root = first[root] ?? root;
  return root;
}

function join(first: Int32Array, one: number, other: number): void {
  const [a, b] = [rootOf(first, one), rootOf(first, other)];
  first[Math.max(a, b)] = Math.min(a, b);
}
