import { logOdds, sigmoid } from '../calibration/log-odds.ts';
import type { Calibration } from './intent-model.ts';

/** What decides whether a text belongs to any of the classes, from the scores and the words. */
export const SCOPE_FEATURES = 4;

/** What all other classes have together at least. */
const NO_OTHER = 1e-9;

/** How strange the words of a text are, and its runs of three words. */
export interface Strangeness {
  readonly words: number;
  readonly unknownWords: number;
  readonly runs: number;
  readonly unknownRuns: number;
}

export const PLAIN: Strangeness = { words: 0, unknownWords: 0, runs: 0, unknownRuns: 0 };

/** What is made of the scores of one text, in buffers that are used again. */
export class Reading {
  /** Of the classes, and last the margin of being about nothing. */
  readonly linear: Float32Array;
  readonly perceptron: Float32Array;
  readonly scope: number[] = Array.from({ length: SCOPE_FEATURES }, () => 0);
  best = 0;
  /** The log-odds of the best class against all others, by the scores. */
  odds = 0;

  private readonly scores: Float32Array;

  constructor(classes: number) {
    this.linear = new Float32Array(classes + 1);
    this.perceptron = new Float32Array(classes);
    this.scores = new Float32Array(classes);
  }

  /** The best class, its odds, and the scope features. */
  judge(mix: Pick<Calibration, 'linear' | 'perceptron'>, { words, unknownWords, runs, unknownRuns }: Strangeness): void {
    const { linear, perceptron, scores } = this;
    for (let target = 0; target < scores.length; target += 1) scores[target] = mix.linear * (linear[target] ?? 0) + mix.perceptron * (perceptron[target] ?? 0);
    const { first, best } = highest(scores);
    let sum = 0;
    for (let target = 0; target < scores.length; target += 1) sum += Math.exp((scores[target] ?? 0) - first);
    this.best = best;
    this.odds = -Math.log(Math.max(sum - 1, NO_OTHER));
    // The free energy of the scores (Liu et al. 2020), words and runs of words that no example has, and how far it is from what is about
    // nothing. Margins and probabilities were tried beside them and did harm.
    this.scope[0] = first + Math.log(sum);
    this.scope[1] = unknownWords / Math.max(1, words);
    this.scope[2] = unknownRuns / Math.max(1, runs);
    this.scope[3] = linear[scores.length] ?? 0;
  }

  /** Probabilities of the classes: the best has its confidence, the others share what is left as their scores say. */
  probabilities(confidence: number): Float32Array {
    const { scores, best, odds } = this;
    const scale = (1 - confidence) * Math.exp(odds);
    return scores.map((score, target) => (target === best ? confidence : scale * Math.exp(score - (scores[best] ?? 0))));
  }

  /** The probability that the text belongs to one of the classes. */
  inScope(weights: readonly number[]): number {
    return sigmoid(logOdds(weights, this.scope));
  }
}

function highest(scores: Float32Array): { first: number; best: number } {
  let first = -Infinity;
  let best = 0;
  for (let at = 0; at < scores.length; at += 1) if ((scores[at] ?? 0) > first) [first, best] = [scores[at] ?? 0, at];
  return { first, best };
}
