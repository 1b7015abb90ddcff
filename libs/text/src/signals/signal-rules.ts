import { isComplaint } from './complaint.ts';
import { anyOf, FoldedText } from './phrases.ts';

const URGENT = anyOf(
  'urgent', 'urgently', 'asap', 'immediately', 'emergency', 'right away', 'as soon as possible', 'stolen', 'hacked', 'fraud*', 'data loss', 'outage', 'production is down',
  'срочно', 'немедленно', 'как можно скорее', 'украл*', 'взломал*', 'мошенни*', 'все стоит', 'авари*',
);

const NO_HURRY = anyOf('not urgent', 'nothing urgent', 'no longer urgent', "isn't urgent", 'no emergency', 'не срочно', 'несрочно', 'не авария');

/** What the words of a letter alone say: certain, but of few letters. A model learns beside them. */
export interface LetterWords {
  readonly complaint: boolean;
  readonly urgent: boolean;
}

export function wordsOf(letter: string | FoldedText): LetterWords {
  const folded = typeof letter === 'string' ? FoldedText.of(letter) : letter;
  return { complaint: isComplaint(folded), urgent: folded.without(NO_HURRY).countOf(URGENT) > 0 };
}
