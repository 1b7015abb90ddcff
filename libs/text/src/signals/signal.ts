/** What is asked of every letter, beside what it is about. */
export const LETTER_SIGNALS = ['urgent', 'complaint', 'purchase', 'churn'] as const;
export type LetterSignal = (typeof LETTER_SIGNALS)[number];

/** What is asked only of letters that a rule or a bot might answer: whether they are for people, and whether their writers want one. */
export const PEOPLE_SIGNALS = ['grave', 'person'] as const;
export type PeopleSignal = (typeof PEOPLE_SIGNALS)[number];

export type AnySignal = LetterSignal | PeopleSignal;

/** By signal: the probability, 0 to 1. Empty where too little of the letter could be read. */
export type SignalOdds<Signal extends AnySignal = LetterSignal> = Readonly<Partial<Record<Signal, number>>>;

export type SignalAnswer = 'yes' | 'no' | 'unknown';

/** From here on the answer is yes; below the other no; between them nobody knows. */
export const YES_FROM = 0.6;
const NO_BELOW = 0.25;

export function answerOf(probability: number | undefined): SignalAnswer {
  if (probability === undefined) return 'unknown';
  return probability >= YES_FROM ? 'yes' : probability < NO_BELOW ? 'no' : 'unknown';
}
