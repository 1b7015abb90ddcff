import type { LinearWeights } from '../learning/linear-weights.ts';
import type { PerceptronWeights } from '../learning/perceptron.ts';
import type { SmallLinear, SmallPerceptron } from './intent-model.ts';

// Looked up once: globals are slow where modules run in a context of their own, as tests do.
const { abs, max, round } = Math;

/** Rows of `width` numbers become bytes; each column has its own scale: number ≈ byte · scale[column]. */
function toBytes(weights: Float32Array, width: number): { bytes: Int8Array; scale: Float32Array } {
  const scale = new Float32Array(width);
  const bytes = new Int8Array(weights.length);
  for (let column = 0; column < width; column += 1) {
    let most = 0;
    for (let at = column; at < weights.length; at += width) most = max(most, abs(weights[at] ?? 0));
    const unit = most / 127 || 1;
    scale[column] = unit;
    for (let at = column; at < weights.length; at += width) bytes[at] = round((weights[at] ?? 0) / unit);
  }
  return { bytes, scale };
}

export function smallLinear({ classes, weights, bias }: LinearWeights): SmallLinear {
  const { bytes, scale } = toBytes(weights, classes);
  return { weights: bytes, scale, bias };
}

export function smallPerceptron({ hidden, input, inputBias, output, outputBias }: PerceptronWeights): SmallPerceptron {
  const { bytes, scale } = toBytes(input, hidden);
  return { hidden, input: bytes, inputScale: scale, inputBias, output, outputBias };
}
