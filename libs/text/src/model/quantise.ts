import type { LinearWeights } from '../learning/linear-weights.ts';
import type { PerceptronWeights } from '../learning/perceptron.ts';
import type { SmallLinear, SmallPerceptron } from './intent-model.ts';

/** Rows of `width` numbers become bytes; each column has its own scale: number ≈ byte · scale[column]. */
function toBytes(weights: Float32Array, width: number): { bytes: Int8Array; scale: Float32Array } {
  const scale = new Float32Array(width);
  for (let at = 0; at < weights.length; at += 1) scale[at % width] = Math.max(scale[at % width] ?? 0, Math.abs(weights[at] ?? 0));
  for (let column = 0; column < width; column += 1) scale[column] = (scale[column] ?? 0) / 127 || 1;
  const bytes = new Int8Array(weights.length);
  for (let at = 0; at < weights.length; at += 1) bytes[at] = Math.round((weights[at] ?? 0) / (scale[at % width] ?? 1));
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
