/** What is asked of every letter, beside what it is about. */
export const LETTER_SIGNALS = ['urgent', 'complaint', 'purchase', 'churn'] as const;
export type LetterSignal = (typeof LETTER_SIGNALS)[number];

/** By signal: the probability, 0 to 1. Empty where too little of the letter could be read. */
export type SignalOdds = Readonly<Partial<Record<LetterSignal, number>>>;

export type SignalAnswer = 'yes' | 'no' | 'unknown';

/** From here on the answer is yes; below the other no; between them nobody knows. */
export const YES_FROM = 0.6;
const NO_BELOW = 0.25;

export function answerOf(probability: number | undefined): SignalAnswer {
  if (probability === undefined) return 'unknown';
  return probability >= YES_FROM ? 'yes' : probability < NO_BELOW ? 'no' : 'unknown';
}
