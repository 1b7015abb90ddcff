import { domainOf, SHARED_DOMAINS } from '../addresses/free-mail.ts';
import { TITLE_FIELDS } from '../tiers/account-company.ts';
import type { AccountDraft, ContactDraft, UpdateMode } from './contact-draft.ts';

type Growing = { -readonly [Field in keyof AccountDraft]: AccountDraft[Field] };

/** Each account that contacts tell of, once; what later ones tell of it only fills in what earlier ones did not tell. */
export class ToldAccounts {
  private readonly byKey = new Map<string, Growing>();

  constructor(private readonly mode: UpdateMode) {}

  /** Gives the key of the contact's account, or null. */
  add({ account, email, attributes }: ContactDraft): string | null {
    const domain = domainOf(email);
    const freeMail = SHARED_DOMAINS.has(domain);
    const key = account?.key ? account.key : freeMail ? null : domain;
    if (key === null) return null;
    const { name = null, signals = {}, isRetold = false } = account ?? {};
    this.hear({ key, name, signals, contacts: 1, freeMail, mailDomain: freeMail ? null : domain, titles: titlesOf(attributes), fills: isRetold || this.mode === 'fill' });
    return key;
  }

  /** What is told after all that was told here. */
  join(later: ToldAccounts): void {
    for (const draft of later.byKey.values()) this.hear({ ...draft });
  }

  keys(): Iterable<string> {
    return this.byKey.keys();
  }

  all(): AccountDraft[] {
    return [...this.byKey.values()];
  }

  private hear(draft: AccountDraft): void {
    const known = this.byKey.get(draft.key);
    if (known) fillIn(known, draft);
    else this.byKey.set(draft.key, draft);
  }
}

export function accountsOf(drafts: readonly ContactDraft[], mode: UpdateMode): AccountDraft[] {
  const accounts = new ToldAccounts(mode);
  for (const draft of drafts) accounts.add(draft);
  return accounts.all();
}

function fillIn(known: Growing, { name, signals, contacts, freeMail, mailDomain, titles }: AccountDraft): void {
  known.name ??= name;
  if (!Object.keys(signals).every((signal) => Object.hasOwn(known.signals, signal))) known.signals = { ...signals, ...known.signals };
  known.contacts += contacts;
  known.freeMail &&= freeMail;
  known.mailDomain ??= mailDomain;
  if (titles.length > 0) known.titles = [...known.titles, ...titles];
}

function titlesOf(attributes: ContactDraft['attributes']): readonly string[] {
  const field = TITLE_FIELDS.find((name) => attributes[name] !== undefined && attributes[name] !== null);
  const title = field && attributes[field];
  return typeof title === 'string' && title !== '' ? [title] : NONE;
}

const NONE: readonly string[] = [];
