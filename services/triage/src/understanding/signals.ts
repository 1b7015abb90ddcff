import { answerOf, type SignalOdds } from '@widecast/text';

/** What marketing wants to know of a ticket, beside what it is about. */
export const SIGNALS = ['churn', 'purchase'] as const;
export type Signal = (typeof SIGNALS)[number];

/** Signals of which the answer is yes, with their probabilities. */
export type Signals = Partial<Record<Signal, number>>;

/** The intents that speak for each signal; where there are none, nobody wants to know of it. */
export type SignalIntents = Readonly<Record<Signal, readonly string[]>>;

/** Of the boxed start and of words; a vendor with intents of his own names his. */
export const USUAL_INTENTS: SignalIntents = { churn: ['cancel', 'erasure'], purchase: ['pricing', 'trial', 'change-plan', 'sales'] };

/** How sure words are of an intent that the vendor has named himself. */
const BY_WORDS = 0.6;

/** The probability that a text is about any of some intents; undefined where nobody learned one of them. */
export type IntentOdds = (intents: readonly string[]) => number | undefined;

/** What the letter says of leaving and buying, together with what its intent says: whichever is surer. */
export function withIntents(letter: SignalOdds, intents: SignalIntents, odds: IntentOdds, wordIntent: string): SignalOdds {
  const { churn: _churn, purchase: _purchase, ...others } = letter;
  const wanted = SIGNALS.filter((signal) => intents[signal].length > 0);
  const surest = wanted.flatMap((signal) => {
    const isNamed = intents[signal].includes(wordIntent) && !USUAL_INTENTS[signal].includes(wordIntent);
    const known = [letter[signal], odds(intents[signal]), isNamed ? BY_WORDS : undefined].filter((probability) => probability !== undefined);
    return known.length === 0 ? [] : [[signal, Math.round(Math.max(...known) * 1000) / 1000] as const];
  });
  return { ...others, ...Object.fromEntries(surest) };
}

/** What other services are told of. */
export function toldOf(odds: SignalOdds): Signals {
  return Object.fromEntries(SIGNALS.flatMap((signal) => (answerOf(odds[signal]) === 'yes' ? [[signal, odds[signal]]] : [])));
}
