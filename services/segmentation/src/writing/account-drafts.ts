import { domainOf, isFreeMail } from '../addresses/free-mail.ts';
import { accountKeyOf, type AccountDraft, type ContactDraft, type UpdateMode } from './contact-draft.ts';

/** Each account that the contacts tell of, once; what later ones tell of it only fills in what earlier ones did not tell. */
export function accountsOf(drafts: readonly ContactDraft[], mode: UpdateMode): AccountDraft[] {
  const accounts = new Map<string, AccountDraft>();
  for (const draft of drafts) {
    const key = accountKeyOf(draft);
    if (key === null) continue;
    const { name = null, signals = {}, isRetold = false } = draft.account ?? {};
    const known = accounts.get(key);
    const freeMail = isFreeMail(draft.email);
    const titles = titlesOf(draft);
    if (!known) accounts.set(key, { key, name, signals, contacts: 1, freeMail, mailDomain: freeMail ? null : domainOf(draft.email), titles, fills: isRetold || mode === 'fill' });
    else {
      accounts.set(key, {
        ...known, name: known.name ?? name, signals: { ...signals, ...known.signals }, contacts: known.contacts + 1, freeMail: known.freeMail && freeMail,
        mailDomain: known.mailDomain ?? (freeMail ? null : domainOf(draft.email)),
        titles: titles.length === 0 ? known.titles : [...known.titles, ...titles],
      });
    }
  }
  return [...accounts.values()];
}

function titlesOf({ attributes }: ContactDraft): readonly string[] {
  const title = attributes['title'] ?? attributes['job_title'] ?? attributes['position'] ?? attributes['должность'];
  return typeof title === 'string' && title !== '' ? [title] : NONE;
}

const NONE: readonly string[] = [];
