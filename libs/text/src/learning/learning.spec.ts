import { describe, expect, it } from '@jest/globals';
import type { SparseRows } from '../features/sparse-rows.ts';
import { sideBySide, trainPerceptron, type PerceptronWeights } from './perceptron.ts';
import { trainSupportVectors } from './support-vectors.ts';

function rowsOf(dense: readonly (readonly number[])[]): SparseRows {
  const width = dense[0]?.length ?? 0;
  return {
    offsets: Int32Array.from({ length: dense.length + 1 }, (_, row) => row * width),
    indices: Int32Array.from(dense.flatMap((row) => row.map((_, column) => column))),
    values: Float32Array.from(dense.flat()),
  };
}

function scoresOf(net: PerceptronWeights, row: readonly number[]): number[] {
  const hidden = Array.from({ length: net.hidden }, (_, unit) => Math.max(0, row.reduce((sum, value, feature) => sum + value * (net.input[feature * net.hidden + unit] ?? 0), net.inputBias[unit] ?? 0)));
  return Array.from({ length: net.classes }, (_, target) => hidden.reduce((sum, value, unit) => sum + value * (net.output[target * net.hidden + unit] ?? 0), net.outputBias[target] ?? 0));
}

const CORNERS = [[1, 0], [0, 1], [0, 0], [1, 1]];
const SETTINGS = { features: 2, classes: 2, hidden: 16, epochs: 800, rate: 0.1, dropInput: 0, dropHidden: 0, smoothing: 0, seed: 3 };

describe('trainSupportVectors', () => {
  it('parts classes that a line parts, at a margin, and leaves rows of no class below', () => {
    const dense = [[1, 0, 0], [0.9, 0.1, 0], [0, 1, 0], [0.1, 0.9, 0], [0, 0, 1]];
    const { weights, bias } = trainSupportVectors(rowsOf(dense), Int32Array.of(0, 0, 1, 1, -1), { features: 3, classes: 2, cost: 10, epochs: 200, seed: 1 });
    const scores = dense.map((row) => [0, 1].map((target) => row.reduce((sum, value, feature) => sum + value * (weights[feature * 2 + target] ?? 0), bias[target] ?? 0)));

    for (const [row, label] of [0, 0, 1, 1].entries()) {
      expect(scores[row]?.[label]).toBeGreaterThan(0.8);
      expect(scores[row]?.[1 - label]).toBeLessThan(-0.8);
    }
    expect(Math.max(...(scores[4] ?? []))).toBeLessThan(-0.8);
  });
});

describe('trainPerceptron', () => {
  const net = trainPerceptron(rowsOf(CORNERS), Int32Array.of(1, 1, 0, 0), SETTINGS);

  it('learns what no line can part: exactly one of two', () => {
    const found = CORNERS.map((row) => scoresOf(net, row)).map(([no = 0, yes = 0]) => (yes > no ? 1 : 0));

    expect(found).toEqual([1, 1, 0, 0]);
  });

  it('gives the same weights for the same seed and others for another', () => {
    expect(trainPerceptron(rowsOf(CORNERS), Int32Array.of(1, 1, 0, 0), SETTINGS).input).toEqual(net.input);
    expect(trainPerceptron(rowsOf(CORNERS), Int32Array.of(1, 1, 0, 0), { ...SETTINGS, seed: 4 }).input).not.toEqual(net.input);
  });

  it('has as scores of nets side by side the means of theirs', () => {
    const other = trainPerceptron(rowsOf(CORNERS), Int32Array.of(1, 1, 0, 0), { ...SETTINGS, seed: 4 });
    const both = sideBySide([net, other]);

    for (const row of CORNERS) {
      const means = scoresOf(net, row).map((score, target) => (score + (scoresOf(other, row)[target] ?? 0)) / 2);
      for (const [target, score] of scoresOf(both, row).entries()) expect(score).toBeCloseTo(means[target] ?? NaN, 3);
    }
  });
});
