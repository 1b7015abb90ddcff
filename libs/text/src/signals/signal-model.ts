import type { FeatureSpace } from '../features/vectoriser.ts';
import type { SmallLinear } from '../model/intent-model.ts';
import type { AnySignal, LetterSignal } from './signal.ts';

/** How a letter of a kind of writer was understood that the model had not seen. */
export interface SignalFigures {
  readonly letters: number;
  /** Of those said to be so, the share that is; of those that are so, the share found; of all, the share answered "unknown". */
  readonly precision: number;
  readonly recall: number;
  readonly unknown: number;
  /** Expected calibration error, 15 bins. */
  readonly ece: number;
}

export interface SignalCard<Signal extends AnySignal = LetterSignal> {
  readonly letters: number;
  /** SHA-256 of the letters in their order. */
  readonly dataHash: string;
  readonly trainedAt: string;
  /** In the order of the columns of the model. */
  readonly heldOut: Readonly<Record<Signal, SignalFigures>>;
}

/** Tells signals of letters: a linear score for each, and how it becomes a probability. */
export interface SignalModel<Signal extends AnySignal = LetterSignal> {
  readonly card: SignalCard<Signal>;
  readonly space: FeatureSpace;
  /** One column for each signal. */
  readonly linear: SmallLinear;
  /** By signal: weights of the score and of the rule, and the constant; log-odds. */
  readonly calibration: readonly (readonly number[])[];
}
