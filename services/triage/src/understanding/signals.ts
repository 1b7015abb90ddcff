/** What marketing wants to know of a ticket, beside what it is about. */
export const SIGNALS = ['churn', 'purchase'] as const;
export type Signal = (typeof SIGNALS)[number];

/** Signals that are likelier than not, with their probabilities. */
export type Signals = Partial<Record<Signal, number>>;

/** The intents that speak for each signal. */
export type SignalIntents = Readonly<Record<Signal, readonly string[]>>;

/** Of the boxed start and of words; a vendor with intents of his own names his. */
export const USUAL_INTENTS: SignalIntents = { churn: ['cancel', 'erasure'], purchase: ['pricing', 'trial', 'change-plan', 'sales'] };

/** How often words were right about it, of the 448 letters of the boxed start: 6 of 11, 23 of 30. */
const BY_WORDS: Readonly<Record<Signal, number>> = { churn: 0.55, purchase: 0.77 };
const LIKELY = 0.5;

/** The probability that a text is about any of some intents; undefined where nobody learned one of them. */
export type IntentOdds = (intents: readonly string[]) => number | undefined;

/** By a model where it knows such intents, else by the intent that words found. */
export function signalsOf(intents: SignalIntents, odds: IntentOdds, wordIntent: string): Signals {
  const found = SIGNALS.map((signal) => [signal, odds(intents[signal]) ?? (intents[signal].includes(wordIntent) ? BY_WORDS[signal] : 0)] as const);
  return Object.fromEntries(found.filter(([, probability]) => probability >= LIKELY).map(([signal, probability]) => [signal, Math.round(probability * 1000) / 1000]));
}
