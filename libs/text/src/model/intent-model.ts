import type { Certainty } from '../calibration/top-label.ts';
import type { FeatureSpace } from '../features/vectoriser.ts';
import type { ModelCard } from './model-card.ts';

/** A linear model with weights of eight bits: score[k] = bias[k] + scale[k] · Σ value[f] · weights[f · columns + k]. The column after the classes is of sentences about nothing. */
export interface SmallLinear {
  readonly weights: Int8Array;
  readonly scale: Float32Array;
  readonly bias: Float32Array;
}

/** A perceptron whose input weights have eight bits, with one scale for each hidden unit. */
export interface SmallPerceptron {
  readonly hidden: number;
  readonly input: Int8Array;
  readonly inputScale: Float32Array;
  readonly inputBias: Float32Array;
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
}

/** How raw scores become probabilities: learned from held-out folds. */
export interface Calibration {
  /** Score of a class = linear · (score of the linear model) + perceptron · (score of the perceptron). */
  readonly linear: number;
  readonly perceptron: number;
  /** From the odds of the likeliest class by these scores to the probability that it is right. */
  readonly certainty: Certainty;
  /** Weights of the scope features, and last the constant: the log-odds that a text belongs to one of the classes. */
  readonly scope: readonly number[];
  /** In scope from this probability on. */
  readonly scopeFrom: number;
  /** Precision promised for automatic answers, and the confidence that keeps it; over 1 where none does. */
  readonly promised: number;
  readonly autoFrom: number;
}

/** A trained classifier of intents. */
export interface IntentModel {
  readonly card: ModelCard;
  readonly classes: readonly string[];
  readonly space: FeatureSpace;
  readonly linear: SmallLinear;
  readonly perceptron: SmallPerceptron;
  readonly calibration: Calibration;
}
