import { isOfConsent, REFUSAL } from './column-titles.ts';
import type { ImportState } from './imports.repository.ts';

/** What may not be as it was meant: nobody who can be written to, columns that look like something else than attributes. */
export function hintsOf(state: ImportState): string[] {
  return [...withoutConsents(state), ...consentColumns(state), ...otherColumns(state)];
}

/** A list without consents is taken, but that nobody of it can be written to must not come as a surprise. */
function withoutConsents({ created, agreed }: ImportState): string[] {
  if (created === 0 || agreed > 0) return [];
  return [
    `no row says that somebody agreed to advertising, so that no promotion reaches the ${created} new contact(s): call the column that tells it "consent" (columns=Title=consent), ` +
    'or say it of the whole file (consents=advertising), with the source (consentSource)',
  ];
}

function consentColumns({ suggested }: ImportState): string[] {
  return Object.entries(suggested).filter(([, meaning]) => isOfConsent(meaning)).map(([title, meaning]) =>
    meaning === REFUSAL
      ? `column "${title}" looks like a refusal, and is an attribute: people who do not want mail get "no" in a column "consent", or are left out of the file`
      : `column "${title}" looks like a consent, and is an attribute: where it is one, say columns=${title}=${meaning}, and consentSource`);
}

function otherColumns({ suggested }: ImportState): string[] {
  const others = Object.entries(suggested).filter(([, meaning]) => !isOfConsent(meaning));
  if (others.length === 0) return [];
  const pairs = others.map(([title, meaning]) => `${title}=${meaning}`).join(';');
  return [`some columns are attributes and look like something else: say columns=${pairs}, or columns=suggested for all of them`];
}
