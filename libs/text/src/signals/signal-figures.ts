import { calibrationError } from '../evaluation/measures.ts';
import type { SignalFigures } from './signal-model.ts';
import { answerOf } from './signal.ts';

/** What was thought of a letter, and whether it is so. */
export interface JudgedSignal {
  /** Undefined where the letter was not understood. */
  readonly probability: number | undefined;
  readonly isSo: boolean;
}

export function signalFigures(judged: readonly JudgedSignal[]): SignalFigures {
  const yes = judged.filter(({ probability }) => answerOf(probability) === 'yes');
  const right = yes.filter(({ isSo }) => isSo).length;
  const read = judged.flatMap(({ probability, isSo }) => (probability === undefined ? [] : [{ confidence: probability, isRight: isSo }]));
  return {
    letters: judged.length, precision: right / Math.max(1, yes.length), recall: right / Math.max(1, judged.filter(({ isSo }) => isSo).length),
    unknown: judged.filter(({ probability }) => answerOf(probability) === 'unknown').length / Math.max(1, judged.length), ece: calibrationError(read),
  };
}
