import type { ContactDraft } from '../writing/contact-draft.ts';
import type { Refusal } from '../writing/refusals.ts';
import type { Rejection } from './list-row.ts';

export const rejectionsOf = (refused: readonly Refusal[]): Rejection[] => refused.map(({ place, field, message }) => ({ line: place, column: field, reason: message }));

/** Known contacts are left alone, but who refuses is heard. */
export function refusalsOf(known: readonly ContactDraft[], news: ReadonlySet<string>): ContactDraft[] {
  const refusals = known.map((draft) => ({
    ...draft, consent: draft.consent?.granted === false ? draft.consent : null, otherConsents: draft.otherConsents?.filter(({ granted }) => !granted) ?? [],
  }));
  return refusals.filter(({ consent, otherConsents }) => consent !== null || otherConsents.length > 0)
    .map((draft) => ({ ...draft, externalId: news.has(draft.email) ? draft.externalId : null, name: null, language: null, attributes: {}, account: null }));
}
