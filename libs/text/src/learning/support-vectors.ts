import { rowCount, type SparseRows } from '../features/sparse-rows.ts';
import type { LinearWeights } from './linear-weights.ts';
import { randomFrom, shuffle } from './random.ts';

// Looked up once: a lookup of a global in a loop is slow where modules run in a context of their own, as tests do.
const { max } = Math;

export interface SupportVectorSettings {
  readonly features: number;
  readonly classes: number;
  /** Weight of an error against the norm of the weights. */
  readonly cost: number;
  readonly epochs: number;
  readonly seed: number;
}

/**
 * One-versus-rest linear support vector machines with squared hinge loss, by dual coordinate descent (Hsieh et al.
 * 2008). Rows must have length 1; `labels` are class numbers, −1 for a row that belongs to none.
 */
export function trainSupportVectors(rows: SparseRows, labels: Int32Array, settings: SupportVectorSettings): LinearWeights {
  const { features, classes } = settings;
  const weights = new Float32Array(features * classes);
  const bias = new Float32Array(classes);
  const norms = squaredNorms(rows);
  for (let target = 0; target < classes; target += 1) {
    const one = new Float32Array(features + 1);
    descend({ rows, labels, target, norms, weights: one }, settings);
    for (let feature = 0; feature < features; feature += 1) weights[feature * classes + target] = one[feature] ?? 0;
    bias[target] = one[features] ?? 0;
  }
  return { classes, weights, bias };
}

function squaredNorms({ offsets, values }: SparseRows): Float32Array {
  const norms = new Float32Array(offsets.length - 1).fill(1);
  for (let row = 0; row < norms.length; row += 1) {
    let sum = 1;
    for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at += 1) sum += (values[at] ?? 0) ** 2;
    norms[row] = sum;
  }
  return norms;
}

interface Problem {
  readonly rows: SparseRows;
  readonly labels: Int32Array;
  readonly target: number;
  readonly norms: Float32Array;
  readonly weights: Float32Array;
}

function descend(problem: Problem, { cost, epochs, seed }: SupportVectorSettings): void {
  const random = randomFrom(seed + problem.target);
  const alphas = new Float32Array(rowCount(problem.rows));
  let active = Int32Array.from(alphas.keys());
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(active, random);
    let kept = 0;
    for (const row of active) {
      if (stepOn(problem, row, alphas, cost)) {
        active[kept] = row;
        kept += 1;
      }
    }
    if (kept === 0) return;
    active = epoch % 4 === 3 ? Int32Array.from(alphas.keys()) : active.subarray(0, kept);
  }
}

/** Improves one dual variable; false where the row can be left out for some rounds (it is far on its right side). */
function stepOn({ rows, labels, target, norms, weights }: Problem, row: number, alphas: Float32Array, cost: number): boolean {
  const { offsets, indices, values } = rows;
  const start = offsets[row] ?? 0;
  const end = offsets[row + 1] ?? 0;
  const side = labels[row] === target ? 1 : -1;
  const last = weights.length - 1;
  let score = weights[last] ?? 0;
  for (let at = start; at < end; at += 1) score += (values[at] ?? 0) * (weights[indices[at] ?? 0] ?? 0);
  const alpha = alphas[row] ?? 0;
  const gradient = side * score - 1 + alpha / (2 * cost);
  if (alpha === 0 && gradient > 0) return gradient < 0.1;
  const next = max(0, alpha - gradient / ((norms[row] ?? 1) + 1 / (2 * cost)));
  const change = (next - alpha) * side;
  if (change === 0) return true;
  alphas[row] = next;
  for (let at = start; at < end; at += 1) weights[indices[at] ?? 0] = (weights[indices[at] ?? 0] ?? 0) + change * (values[at] ?? 0);
  weights[last] = (weights[last] ?? 0) + change;
  return true;
}
