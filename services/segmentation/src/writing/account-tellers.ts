import { accountKeyOf, type ContactDraft } from './contact-draft.ts';

/** Of each of the accounts, who tells of it first, and so changes it. */
export function tellersOf(drafts: readonly ContactDraft[], keys: ReadonlySet<string>): ContactDraft[] {
  if (keys.size === 0) return [];
  const first = new Map<string, ContactDraft>();
  for (const draft of drafts) {
    const key = tells(draft) ? accountKeyOf(draft) : null;
    if (key !== null && keys.has(key) && !first.has(key)) first.set(key, draft);
  }
  return [...first.values()];
}

const tells = ({ account }: ContactDraft): boolean => account !== null && account.isRetold !== true && (account.name !== null || Object.keys(account.signals).length > 0);
