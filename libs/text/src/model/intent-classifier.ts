import { logOdds } from '../calibration/log-odds.ts';
import { confidenceOf } from '../calibration/top-label.ts';
import { composed } from '../features/letters.ts';
import { Vectoriser } from '../features/vectoriser.ts';
import type { Piece } from '../segments/salient.ts';
import type { IntentModel } from './intent-model.ts';
import { Reading } from './reading.ts';
import { Scorer } from './scorer.ts';
import { TellingSentences } from './telling-sentences.ts';

/** What a model makes of a text. */
export interface Classification {
  /** Null: none of the intents that the model knows. */
  readonly intent: string | null;
  /** The likeliest intent, whether or not the text is in scope. */
  readonly likeliest: string;
  /** The probability that the likeliest intent is right, given that one of them is. */
  readonly confidence: number;
  /** The probability that the text belongs to one of the intents. */
  readonly inScope: number;
  /** Sure enough to be answered without a person, at the precision that the model promises. */
  readonly isSure: boolean;
}

/** By how much (in log-odds of being in scope) the clearest sentence must beat all of them together. */
const CLEARER = 1;
/** The first so many scope features tell of a sentence too. */
const TELLING_OF_A_SENTENCE = 2;

/** Classifies texts with one model; not to be shared between threads. */
export class IntentClassifier {
  private readonly vectoriser: Vectoriser;
  /** What was made of the last text; of its clearest sentence, or of less. */
  private reading: Reading;
  private other: Reading;
  private readonly scorer: Scorer;
  private readonly telling: TellingSentences;

  constructor(readonly model: IntentModel) {
    this.vectoriser = new Vectoriser(model.space);
    this.reading = new Reading(model.classes.length);
    this.other = new Reading(model.classes.length);
    this.scorer = new Scorer(model);
    this.telling = new TellingSentences(this.vectoriser, this.scorer, model.classes.length);
  }

  classify(given: string): Classification {
    const { calibration, classes } = this.model;
    this.read(composed(given));
    const { best, odds } = this.reading;
    const confidence = confidenceOf(calibration.certainty, odds);
    const inScope = this.reading.inScope(calibration.scope);
    const likeliest = classes[best] ?? '';
    const isKnown = inScope >= calibration.scopeFrom;
    return { intent: isKnown ? likeliest : null, likeliest, confidence, inScope, isSure: isKnown && confidence >= calibration.autoFrom };
  }

  /** The probabilities of the last text, by class; their sum is 1. */
  get probabilities(): Float32Array {
    const { reading, model: { calibration } } = this;
    return reading.probabilities(confidenceOf(calibration.certainty, reading.odds));
  }

  /** Judges what speaks for any class; where one sentence is much clearer than the whole, that sentence alone. */
  private read(text: string): void {
    const { kept, clearest } = this.telling.of(text);
    this.judge(text, kept);
    if (!clearest || kept.length < 2) return;
    const whole = this.clearness();
    this.swap();
    this.judge(text, [clearest]);
    if (this.clearness() < whole + CLEARER) this.swap();
  }

  private swap(): void {
    [this.reading, this.other] = [this.other, this.reading];
  }

  /** The log-odds of being in scope, but for a constant, by scores and words alone: in one sentence runs of words are too few to say anything. */
  private clearness(): number {
    const { scope } = this.model.calibration;
    return logOdds([...scope.slice(0, TELLING_OF_A_SENTENCE), 0], this.reading.scope.slice(0, TELLING_OF_A_SENTENCE));
  }

  private judge(text: string, pieces: readonly Piece[]): void {
    const { vectoriser, reading, scorer, model: { calibration } } = this;
    scorer.score(this.telling.vectorOf(text, pieces), reading.linear, reading.perceptron);
    reading.judge(calibration, vectoriser.extractor);
  }
}
