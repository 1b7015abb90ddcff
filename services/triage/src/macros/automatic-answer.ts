import { answerOf, meantForPeople, NEVER_AUTOMATIC, saidForPeople } from '@widecast/text';
import type { TicketFacts } from '../conditions/ticket-conditions.ts';

/** About these a person answers, however sure the understanding is: the ready-made intents for which that is so, and how vendors call the same. */
const NEVER: ReadonlySet<string> = new Set([...NEVER_AUTOMATIC, 'legal-request', 'data-request', 'consent-withdrawal', 'threat', 'other', 'unknown']);

type Understood = Pick<TicketFacts, 'complaint' | 'intent' | 'confidence' | 'signals'>;

/** What decides besides the ticket itself. */
export interface Circumstances {
  readonly upperTier: boolean;
  readonly automaticFrom: number;
  /** All that the customer wrote, subject included. A model reads what is asked most clearly and may miss what stands beside it. */
  readonly words: string;
}

export type Refusal = 'upper_tier' | 'complaint' | 'never_for_intent' | 'never_for_words' | 'wants_person' | 'not_sure';

const FOR_PEOPLE = { person: 'wants_person', grave: 'never_for_words' } as const;

/** Why no rule may answer the ticket; null where one may. */
export function refusalOf({ complaint, intent, confidence, signals }: Understood, { upperTier, automaticFrom, words }: Circumstances): Refusal | null {
  if (upperTier) return 'upper_tier';
  if (complaint || mayComplain(signals)) return 'complaint';
  if (NEVER.has(intent)) return 'never_for_intent';
  const said = saidForPeople(words);
  if (said) return FOR_PEOPLE[said];
  if (confidence < automaticFrom) return 'not_sure';
  const meant = meantForPeople(words);
  return meant && FOR_PEOPLE[meant];
}

const mayComplain = ({ complaint }: TicketFacts['signals']): boolean => complaint !== undefined && answerOf(complaint) !== 'no';

/** What stands under every automatic answer. Must not sound like a complaint: it comes back quoted. */
export const automaticFooter = (language: string): string => language === 'ru'
  ? '\n\n--\nЭтот ответ подготовлен автоматически. Если он не помог, просто ответьте на это письмо: его прочитает человек.\n'
  : '\n\n--\nThis answer was written automatically. If it does not help, just reply to this message: a person will read it.\n';
