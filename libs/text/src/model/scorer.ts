import { padded, Workspace, type Entries, type PairedEntries } from '../kernels/workspace.ts';
import type { SmallLinear, SmallPerceptron } from './intent-model.ts';

// Looked up once: globals are slow where modules run in a context of their own, as tests do.
const { max } = Math;

/** A sparse vector in buffers that are longer than it; no value is beyond ±1. */
export interface SparseVector extends Entries {
  readonly size: number;
}

/** Values are read in such parts of 1, as integers of 16 bits. */
const PARTS = 32_767;

/** The nearest integer of 16 bits for a number of at most ±1; several times as fast as Math.round. */
const inParts = (value: number): number => ((value * PARTS + (PARTS + 1.5)) | 0) - (PARTS + 1);

/** Both models in one workspace, ready to score vectors of their features. */
export class Scorer {
  private readonly space: Workspace;
  private readonly entries: PairedEntries;
  private readonly linearRows: Int8Array;
  private readonly linearSums: Int32Array;
  private readonly inputRows: Int8Array;
  private readonly inputSums: Int32Array;
  private readonly outputRows: Float32Array;
  private readonly activity: Float32Array;
  private readonly scores: Float32Array;

  constructor(private readonly models: { readonly linear: SmallLinear; readonly perceptron: SmallPerceptron }) {
    const { linear, perceptron } = models;
    const columns = linear.bias.length;
    const classes = perceptron.outputBias.length;
    const width = padded(columns);
    const features = linear.weights.length / columns;
    this.space = new Workspace(features * (width + perceptron.hidden + 8) + 4 * (width + 2 * perceptron.hidden + classes * (perceptron.hidden + 1)) + 4096);
    this.entries = { indices: this.space.integers(features + 2), pairs: this.space.integers(Math.ceil(features / 2) + 1) };
    this.linearRows = this.space.bytes(features * width);
    for (let feature = 0; feature < features; feature += 1) this.linearRows.set(linear.weights.subarray(feature * columns, (feature + 1) * columns), feature * width);
    this.linearSums = this.space.integers(width);
    this.inputRows = this.space.bytes(perceptron.input.length);
    this.inputRows.set(perceptron.input);
    this.inputSums = this.space.integers(perceptron.hidden);
    this.outputRows = this.space.floats(perceptron.output.length);
    this.outputRows.set(perceptron.output);
    this.activity = this.space.floats(perceptron.hidden);
    this.scores = this.space.floats(classes);
  }

  /** Of the first columns, as many as `scores` has. */
  scoreLinear(vector: SparseVector, scores: Float32Array): void {
    this.linear(this.take(vector), scores);
  }

  score(vector: SparseVector, linear: Float32Array, perceptron: Float32Array): void {
    const pairs = this.take(vector);
    this.linear(pairs, linear);
    this.perceptron(pairs, perceptron);
  }

  /** Answers the number of pairs. */
  private take({ indices, values, size }: SparseVector): number {
    const { entries } = this;
    const count = (size + 1) >> 1;
    for (let pair = 0; pair < count; pair += 1) {
      const at = pair * 2;
      const other = at + 1 < size ? at + 1 : -1;
      entries.indices[at] = indices[at] ?? 0;
      entries.indices[at + 1] = other < 0 ? 0 : (indices[other] ?? 0);
      entries.pairs[pair] = (inParts(values[at] ?? 0) & 0xffff) | (other < 0 ? 0 : inParts(values[other] ?? 0) << 16);
    }
    return count;
  }

  private linear(pairs: number, scores: Float32Array): void {
    const { linearSums, models: { linear: { scale, bias } } } = this;
    linearSums.fill(0);
    this.space.gatherBytes(this.entries, pairs, this.linearRows, linearSums);
    for (let target = 0; target < scores.length; target += 1) scores[target] = (bias[target] ?? 0) + ((scale[target] ?? 0) * (linearSums[target] ?? 0)) / PARTS;
  }

  private perceptron(pairs: number, scores: Float32Array): void {
    const { inputSums, activity, models: { perceptron: { inputScale, inputBias, outputBias } } } = this;
    inputSums.fill(0);
    this.space.gatherBytes(this.entries, pairs, this.inputRows, inputSums);
    for (let unit = 0; unit < activity.length; unit += 1) activity[unit] = max(0, (inputBias[unit] ?? 0) + ((inputScale[unit] ?? 0) * (inputSums[unit] ?? 0)) / PARTS);
    this.space.products(this.outputRows, activity, this.scores);
    for (let target = 0; target < scores.length; target += 1) scores[target] = (this.scores[target] ?? 0) + (outputBias[target] ?? 0);
  }
}
