import { padded, Workspace, type Entries } from '../kernels/workspace.ts';
import type { SmallLinear, SmallPerceptron } from './intent-model.ts';

/** A sparse vector in buffers that are longer than it. */
export interface SparseVector extends Entries {
  readonly size: number;
}

/** Both models in one workspace, ready to score vectors with up to `buckets` entries. */
export class Scorer {
  private readonly space: Workspace;
  private readonly entries: Entries;
  private readonly linearRows: Int8Array;
  private readonly linearSums: Float32Array;
  private readonly inputRows: Int8Array;
  private readonly outputRows: Float32Array;
  private readonly activity: Float32Array;
  private readonly scores: Float32Array;

  constructor(private readonly models: { readonly linear: SmallLinear; readonly perceptron: SmallPerceptron }) {
    const { linear, perceptron } = models;
    const classes = linear.bias.length;
    const width = padded(classes);
    const buckets = linear.weights.length / classes;
    this.space = new Workspace(buckets * (width + perceptron.hidden + 8) + 4 * (width + perceptron.hidden + classes * (perceptron.hidden + 1)) + 4096);
    this.entries = { indices: this.space.integers(buckets), values: this.space.floats(buckets) };
    this.linearRows = this.space.bytes(buckets * width);
    for (let bucket = 0; bucket < buckets; bucket += 1) this.linearRows.set(linear.weights.subarray(bucket * classes, (bucket + 1) * classes), bucket * width);
    this.linearSums = this.space.floats(width);
    this.inputRows = this.space.bytes(perceptron.input.length);
    this.inputRows.set(perceptron.input);
    this.outputRows = this.space.floats(perceptron.output.length);
    this.outputRows.set(perceptron.output);
    this.activity = this.space.floats(perceptron.hidden);
    this.scores = this.space.floats(classes);
  }

  scoreLinear(vector: SparseVector, scores: Float32Array): void {
    this.take(vector);
    this.linear(vector.size, scores);
  }

  score(vector: SparseVector, linear: Float32Array, perceptron: Float32Array): void {
    this.take(vector);
    this.linear(vector.size, linear);
    this.perceptron(vector.size, perceptron);
  }

  private take({ indices, values, size }: SparseVector): void {
    for (let at = 0; at < size; at += 1) {
      this.entries.indices[at] = indices[at] ?? 0;
      this.entries.values[at] = values[at] ?? 0;
    }
  }

  private linear(size: number, scores: Float32Array): void {
    const { linearSums, models: { linear: { scale, bias } } } = this;
    linearSums.fill(0);
    this.space.gather(this.entries, size, this.linearRows, linearSums);
    for (let target = 0; target < scores.length; target += 1) scores[target] = (bias[target] ?? 0) + (scale[target] ?? 0) * (linearSums[target] ?? 0);
  }

  private perceptron(size: number, scores: Float32Array): void {
    const { activity, models: { perceptron: { inputScale, inputBias, outputBias } } } = this;
    activity.fill(0);
    this.space.gather(this.entries, size, this.inputRows, activity);
    for (let unit = 0; unit < activity.length; unit += 1) activity[unit] = Math.max(0, (inputBias[unit] ?? 0) + (inputScale[unit] ?? 0) * (activity[unit] ?? 0));
    this.space.products(this.outputRows, activity, this.scores);
    for (let target = 0; target < scores.length; target += 1) scores[target] = (this.scores[target] ?? 0) + (outputBias[target] ?? 0);
  }
}
