import { NO_INTENT, textOf, type LabelledTicket } from './label.ts';
import type { Lesson } from './training-thread.ts';

/** Intents with fewer labelled tickets wait for more. */
export const FEWEST = 5;

/** There is not enough yet; tells how much there is. */
export class TooFewLabels extends Error {
  constructor(labels: number, given: number) {
    super(`Of ${labels} labelled tickets ${given} can be learned from: the fifth that was labelled last, 30 at least, is kept to compare models on, and two intents with ${FEWEST} tickets each are needed besides. Label more, or train with the boxed letters`);
  }
}

/** What can be learned from labelled tickets; intents that are too rare are left out, unless the boxed letters know them too. */
export function lessonFrom(tickets: readonly LabelledTicket[], boxedIntents: ReadonlySet<string>): Lesson {
  const counts = new Map<string, number>();
  for (const { intent } of tickets) counts.set(intent, (counts.get(intent) ?? 0) + 1);
  const isLearned = (intent: string): boolean => intent === NO_INTENT || boxedIntents.has(intent) || (counts.get(intent) ?? 0) >= FEWEST;
  return {
    boxed: boxedIntents.size > 0,
    examples: tickets.filter(({ intent }) => isLearned(intent)).map((ticket) => ({ text: textOf(ticket), label: ticket.intent })),
  };
}
