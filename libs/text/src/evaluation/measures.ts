import type { Judged } from '../calibration/promised-precision.ts';

const BINS = 15;

/** Expected calibration error over 15 bins of equal width (Naeini et al. 2015): mean distance of confidence and accuracy. */
export function calibrationError(judged: readonly Judged[]): number {
  const sums = Array.from({ length: BINS }, () => 0);
  for (const { confidence, isRight } of judged) {
    const bin = Math.min(BINS - 1, Math.floor(confidence * BINS));
    sums[bin] = (sums[bin] ?? 0) + confidence - (isRight ? 1 : 0);
  }
  return sums.reduce((sum, gap) => sum + Math.abs(gap), 0) / Math.max(1, judged.length);
}

/** Mean over the classes that occur of the harmonic mean of precision and recall. */
export function macroF1(truth: Int32Array, given: Int32Array, classes: number): number {
  const right = new Int32Array(classes);
  const occurs = new Int32Array(classes);
  const named = new Int32Array(classes);
  for (let row = 0; row < truth.length; row += 1) {
    const wanted = truth[row] ?? -1;
    const found = given[row] ?? -1;
    if (wanted >= 0) occurs[wanted] = (occurs[wanted] ?? 0) + 1;
    if (found >= 0) named[found] = (named[found] ?? 0) + 1;
    if (wanted === found && wanted >= 0) right[wanted] = (right[wanted] ?? 0) + 1;
  }
  const scores = [...occurs.keys()].filter((target) => (occurs[target] ?? 0) > 0).map((target) => (2 * (right[target] ?? 0)) / ((occurs[target] ?? 0) + (named[target] ?? 0)));
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}

/** The chance that a text in scope scores higher than one out of scope (area under the ROC curve; ties count half). */
export function areaUnderCurve(inside: readonly number[], outside: readonly number[]): number {
  const all = [...inside.map((score) => ({ score, isInside: true })), ...outside.map((score) => ({ score, isInside: false }))].sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let at = 0; at < all.length; ) {
    let end = at;
    while (end < all.length && all[end]?.score === all[at]?.score) end += 1;
    for (let tie = at; tie < end; tie += 1) if (all[tie]?.isInside) ranks += (at + end + 1) / 2;
    at = end;
  }
  return (ranks - (inside.length * (inside.length + 1)) / 2) / (inside.length * outside.length);
}

/** The share of texts out of scope that pass where 95 % of those in scope do. */
export function falsePositivesAt95(inside: readonly number[], outside: readonly number[]): number {
  const ordered = [...inside].sort((a, b) => a - b);
  const from = ordered[Math.floor(ordered.length * 0.05)] ?? 0;
  return outside.filter((score) => score >= from).length / outside.length;
}
