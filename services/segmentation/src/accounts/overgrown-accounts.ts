import { MOST_ATTRIBUTES } from '../attributes/attribute-type.ts';
import { accountKeyOf, type ContactDraft } from '../writing/contact-draft.ts';
import { overgrownAccount, type Refusal } from '../writing/refusals.ts';

/** Accounts would have too many attributes: nothing is written. Try again without those who tell of them. */
export class OvergrownAccounts extends Error {
  constructor(private readonly keys: ReadonlySet<string>) {
    super(`Accounts would have more than ${MOST_ATTRIBUTES} attributes: ${[...keys].join(', ')}`);
  }

  /** Who does not tell of them, and refusals of those who do. */
  part(drafts: readonly ContactDraft[]): { others: readonly ContactDraft[]; refused: readonly Refusal[] } {
    const tells = (draft: ContactDraft): boolean => this.keys.has(accountKeyOf(draft) ?? '') && Object.keys(draft.account?.signals ?? {}).length > 0;
    return { others: drafts.filter((draft) => !tells(draft)), refused: drafts.filter(tells).map(({ place }) => overgrownAccount(place)) };
  }
}
