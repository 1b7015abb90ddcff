import { Workspace, type Entries } from '../kernels/workspace.ts';
import type { Lesson, PerceptronSettings, PerceptronWeights } from './perceptron.ts';

// Looked up once: globals are slow where modules run in a context of their own, as tests do.
const { abs, exp, max, sqrt } = Math;

/** What the sums of squared gradients begin with: keeps the first steps small. */
const START_SUM = 0.05;
/** A class whose probability is wrong by less is left as it is. */
const NEGLIGIBLE = 5e-4;

/** A perceptron while it learns. */
export class PerceptronState {
  private readonly space: Workspace;
  private readonly input: Float32Array;
  private readonly inputBias: Float32Array;
  private readonly output: Float32Array;
  private readonly outputBias: Float32Array;
  private readonly inputSums: Float32Array;
  private readonly outputSums: Float32Array;
  private readonly activity: Float32Array;
  private readonly blame: Float32Array;
  private readonly scores: Float32Array;
  private readonly used: Entries;
  private readonly wrong: Entries;
  private readonly keep: { readonly input: number; readonly hidden: number };

  /** Features that do not occur keep weights of 0: in a text they then say nothing. */
  constructor(private readonly settings: PerceptronSettings, occurring: Int32Array, private readonly random: () => number) {
    const { features, classes, hidden } = settings;
    const space = new Workspace(4 * (features * (hidden + 2) + classes * (hidden + 4) + 3 * hidden) + 4096);
    this.space = space;
    [this.input, this.inputBias, this.output, this.outputBias] = [space.floats(features * hidden), space.floats(hidden), space.floats(classes * hidden), space.floats(classes)];
    [this.activity, this.blame, this.scores] = [space.floats(hidden), space.floats(hidden), space.floats(classes)];
    this.used = { indices: space.integers(features), values: space.floats(features) };
    this.wrong = { indices: space.integers(classes), values: space.floats(classes) };
    this.inputSums = new Float32Array(features + 1).fill(START_SUM);
    this.outputSums = new Float32Array(classes).fill(START_SUM);
    this.keep = { input: 1 - settings.dropInput, hidden: 1 - settings.dropHidden };
    const width = sqrt(3 / hidden);
    for (const feature of occurring) for (let unit = 0; unit < hidden; unit += 1) this.input[feature * hidden + unit] = (random() - 0.5) * width;
    for (let at = 0; at < this.output.length; at += 1) this.output[at] = (random() * 2 - 1) * width;
  }

  weights(): PerceptronWeights {
    const { settings: { hidden, classes }, input, inputBias, output, outputBias } = this;
    return { hidden, classes, input: input.slice(), inputBias: inputBias.slice(), output: output.slice(), outputBias: outputBias.slice() };
  }

  learn(lesson: Lesson, rate: number): void {
    const size = this.take(lesson);
    this.forward(size);
    const errors = this.errors(lesson.label);
    this.moveOutput(errors, rate);
    this.moveInput(size, rate);
  }

  /** The features of the row that are not dropped; answers how many. */
  private take({ rows: { offsets, indices, values }, row }: Lesson): number {
    const { used, random, keep: { input: kept } } = this;
    const end = offsets[row + 1] ?? 0;
    let size = 0;
    for (let at = offsets[row] ?? 0; at < end; at += 1) {
      if (kept < 1 && random() >= kept) continue;
      used.indices[size] = indices[at] ?? 0;
      used.values[size] = (values[at] ?? 0) / kept;
      size += 1;
    }
    return size;
  }

  private forward(size: number): void {
    const { activity, scores, outputBias, random, keep: { hidden: kept } } = this;
    activity.set(this.inputBias);
    this.space.gather(this.used, size, this.input, activity);
    for (let unit = 0; unit < activity.length; unit += 1) {
      const sum = activity[unit] ?? 0;
      activity[unit] = sum <= 0 || (kept < 1 && random() >= kept) ? 0 : sum / kept;
    }
    this.space.products(this.output, activity, scores);
    for (let target = 0; target < scores.length; target += 1) scores[target] = (scores[target] ?? 0) + (outputBias[target] ?? 0);
  }

  /** Probability less truth for each class where they differ; answers how many do. */
  private errors(label: number): number {
    const { scores, wrong, settings: { smoothing, classes } } = this;
    let most = -Infinity;
    for (let target = 0; target < classes; target += 1) most = max(most, scores[target] ?? 0);
    let sum = 0;
    for (let target = 0; target < classes; target += 1) {
      scores[target] = exp((scores[target] ?? 0) - most);
      sum += scores[target] ?? 0;
    }
    const spread = label < 0 ? 1 / classes : smoothing / classes;
    let size = 0;
    for (let target = 0; target < classes; target += 1) {
      const error = (scores[target] ?? 0) / sum - spread - (target === label ? 1 - smoothing : 0);
      if (abs(error) < NEGLIGIBLE) continue;
      wrong.indices[size] = target;
      wrong.values[size] = error;
      size += 1;
    }
    return size;
  }

  /** Takes the blame of the hidden units from the output weights, then moves these. */
  private moveOutput(errors: number, rate: number): void {
    const { activity, blame, wrong, outputSums, outputBias, keep: { hidden: kept }, settings: { hidden } } = this;
    blame.fill(0);
    this.space.gather(wrong, errors, this.output, blame);
    let energy = 1;
    for (let unit = 0; unit < hidden; unit += 1) {
      const level = activity[unit] ?? 0;
      energy += level * level;
      blame[unit] = level > 0 ? (blame[unit] ?? 0) / kept : 0;
    }
    for (let at = 0; at < errors; at += 1) {
      const target = wrong.indices[at] ?? 0;
      const error = wrong.values[at] ?? 0;
      const sum = (outputSums[target] ?? 0) + (error * error * energy) / hidden;
      outputSums[target] = sum;
      const move = (-rate * error) / sqrt(sum);
      wrong.values[at] = move;
      outputBias[target] = (outputBias[target] ?? 0) + move;
    }
    this.space.scatter(wrong, errors, this.output, activity);
  }

  private moveInput(size: number, rate: number): void {
    const { blame, used, inputSums, inputBias, settings: { hidden } } = this;
    let force = 0;
    for (let unit = 0; unit < hidden; unit += 1) force += (blame[unit] ?? 0) ** 2;
    force /= hidden;
    if (force === 0) return;
    for (let at = 0; at < size; at += 1) {
      const feature = used.indices[at] ?? 0;
      const value = used.values[at] ?? 0;
      const sum = (inputSums[feature] ?? 0) + value * value * force;
      inputSums[feature] = sum;
      used.values[at] = (-rate * value) / sqrt(sum);
    }
    this.space.scatter(used, size, this.input, blame);
    const sum = (inputSums.at(-1) ?? 0) + force;
    inputSums[inputSums.length - 1] = sum;
    const move = rate / sqrt(sum);
    for (let unit = 0; unit < hidden; unit += 1) inputBias[unit] = (inputBias[unit] ?? 0) - move * (blame[unit] ?? 0);
  }
}
