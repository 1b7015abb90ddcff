import { rowCount, type SparseRows } from '../features/sparse-rows.ts';
import { PerceptronState } from './perceptron-state.ts';
import { randomFrom, shuffle } from './random.ts';

/** One hidden layer: hidden = max(0, inputBias + Σ value[f] · input[f · hidden + h]); scores = outputBias + output · hidden. */
export interface PerceptronWeights {
  readonly hidden: number;
  readonly classes: number;
  readonly input: Float32Array;
  readonly inputBias: Float32Array;
  /** By class, then by hidden unit. */
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
}

export interface PerceptronSettings {
  readonly features: number;
  readonly classes: number;
  readonly hidden: number;
  readonly epochs: number;
  readonly rate: number;
  /** Share of the features of a row, and of hidden units, left out at a step. */
  readonly dropInput: number;
  readonly dropHidden: number;
  /** Share of the certainty of a label that is spread over all classes. */
  readonly smoothing: number;
  readonly seed: number;
}

/** A row and its class; −1: none of the classes. */
export interface Lesson {
  readonly rows: SparseRows;
  readonly row: number;
  readonly label: number;
}

/** Trains with stochastic gradients and one step size for each row of the weights (Adagrad by rows). `hidden` must be a multiple of eight. */
export function trainPerceptron(rows: SparseRows, labels: Int32Array, settings: PerceptronSettings): PerceptronWeights {
  const random = randomFrom(settings.seed);
  const state = new PerceptronState(settings, occurringIn(rows, settings.features), random);
  const order = Int32Array.from({ length: rowCount(rows) }, (_, row) => row);
  const steps = order.length * settings.epochs;
  let done = 0;
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    shuffle(order, random);
    for (const row of order) {
      state.learn({ rows, row, label: labels[row] ?? -1 }, settings.rate * (1 - done / steps));
      done += 1;
    }
  }
  return state.weights();
}

function occurringIn({ indices }: SparseRows, features: number): Int32Array {
  const occurs = new Uint8Array(features);
  for (const feature of indices) occurs[feature] = 1;
  return Int32Array.from(occurs.keys()).filter((feature) => occurs[feature] === 1);
}

/** One net whose scores are the means of those of the nets: their hidden units stand side by side. */
export function sideBySide(nets: readonly PerceptronWeights[]): PerceptronWeights {
  const [{ hidden: each, classes } = { hidden: 0, classes: 0 }] = nets;
  const hidden = each * nets.length;
  const features = (nets[0]?.input.length ?? 0) / each;
  const beside = (rows: number, part: (net: PerceptronWeights) => Float32Array): Float32Array => {
    const joined = new Float32Array(rows * hidden);
    for (const [at, net] of nets.entries()) for (let row = 0; row < rows; row += 1) joined.set(part(net).subarray(row * each, (row + 1) * each), row * hidden + at * each);
    return joined;
  };
  const mean = (values: Float32Array): Float32Array => values.map((value) => value / nets.length);
  return {
    hidden, classes, input: beside(features, ({ input }) => input), inputBias: beside(1, ({ inputBias }) => inputBias),
    output: mean(beside(classes, ({ output }) => output)),
    outputBias: mean(Float32Array.from({ length: classes }, (_, target) => nets.reduce((sum, { outputBias }) => sum + (outputBias[target] ?? 0), 0))),
  };
}
