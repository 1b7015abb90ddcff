import { FoldedText, wordsOf, type LetterWords } from '@widecast/text';
import { SIGNS, type Intent } from './intents.ts';
import { languageOf, type Language } from './language.ts';

export type Urgency = 'low' | 'normal' | 'high';

/** What the first router makes of a message. */
export interface Understanding {
  readonly language: Language;
  readonly intent: Intent;
  readonly urgency: Urgency;
  readonly complaint: boolean;
  readonly queue: string;
}

/** Where complaints go. */
export const COMPLAINTS = 'complaints';

const QUEUES: Record<Intent, string> = {
  complaint: COMPLAINTS, refund: 'billing', billing: 'billing', cancel: 'retention', access: 'technical', bug: 'technical',
  delivery: 'orders', sales: 'sales', 'how-to': 'general', other: 'general',
};

/** By words and script; `told` is what is known of complaint and haste, by words alone where nothing else is, `letter` the subject and the text. */
export function understand(subject: string, text: string, letter = FoldedText.of(`${subject}\n${text}`), told: LetterWords = wordsOf(letter)): Understanding {
  const { complaint, urgent } = told;
  const intent = complaint ? 'complaint' : intentOf(FoldedText.of(subject), letter);
  const calm = intent === 'how-to' || intent === 'other' || intent === 'sales';
  return {
    language: languageOf(`${subject}\n${text}`),
    intent,
    urgency: complaint || urgent ? 'high' : calm ? 'low' : 'normal',
    complaint,
    queue: QUEUES[intent],
  };
}

/** A sign in the subject counts twice; how-to only where nothing else speaks. */
function intentOf(subject: FoldedText, letter: FoldedText): Intent {
  let best: Intent = 'other';
  let most = 0;
  for (const [intent, signs] of SIGNS) {
    const found = subject.countOf(signs) + letter.countOf(signs);
    const weight = intent === 'how-to' ? Math.min(found, 1) * 0.5 : found;
    if (weight > most) [best, most] = [intent, weight];
  }
  return best;
}
