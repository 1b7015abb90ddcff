import type { FeatureSpace } from '../features/vectoriser.ts';
import type { SmallLinear } from '../model/intent-model.ts';
import type { LetterSignal } from './signal.ts';

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

export interface SignalCard {
  readonly letters: number;
  /** SHA-256 of the letters in their order. */
  readonly dataHash: string;
  readonly trainedAt: string;
  readonly heldOut: Readonly<Record<LetterSignal, SignalFigures>>;
}

/** Tells signals of letters: a linear score for each, and how it becomes a probability. */
export interface SignalModel {
  readonly card: SignalCard;
  readonly space: FeatureSpace;
  /** One column for each signal, in the order of LETTER_SIGNALS. */
  readonly linear: SmallLinear;
  /** By signal: weights of the score and of the rule, and the constant; log-odds. */
  readonly calibration: readonly (readonly number[])[];
}
