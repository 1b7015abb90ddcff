import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { AccountWriter } from '../accounts/account-writer.ts';
import { isFreeMail } from '../addresses/free-mail.ts';
import { accountTouched, everything, fieldsTouched, type ContactChange } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { accountKeyOf, type AccountDraft, type ContactDraft } from './contact-draft.ts';
import { StagedContacts, type WrittenContact } from './staged-contacts.ts';

export interface Refusal {
  readonly place: number;
  readonly field: string;
  readonly message: string;
}

export interface WriteOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly Refusal[];
}

/** Writes contacts with their accounts, tiers, consents and segments, all in one transaction. */
@Injectable()
export class ContactWriter {
  constructor(
    private readonly staged: StagedContacts,
    private readonly accounts: AccountWriter,
    private readonly changes: ContactChanges,
  ) {}

  /** The drafts have different addresses and different external ids. */
  async write(tx: Transaction, drafts: readonly ContactDraft[]): Promise<WriteOutcome> {
    if (drafts.length === 0) return { created: 0, updated: 0, unchanged: 0, refused: [] };
    const { accepted, refused } = await this.stage(tx, drafts);
    const changed = await this.accounts.save(tx, accountsOf(accepted));
    const written = await this.staged.merge(tx);
    const { ofCrossed, ofTouched } = await this.accounts.follow(tx, changed, written);
    const contactIds = [...written.map(({ id }) => id), ...ofCrossed];
    await this.changes.announce(tx, { contactIds, changes: changesOf(written, drafts, [...ofCrossed, ...ofTouched]) });
    const created = written.filter((contact) => contact.created).length;
    const updated = written.length - created;
    return { created, updated, unchanged: accepted.length - written.length, refused };
  }

  /** What {@link write} would do, without doing it. */
  async rehearse(tx: Transaction, drafts: readonly ContactDraft[]): Promise<WriteOutcome> {
    if (drafts.length === 0) return { created: 0, updated: 0, unchanged: 0, refused: [] };
    const { accepted, refused } = await this.stage(tx, drafts);
    const { created, updated } = await this.staged.compare(tx);
    return { created, updated, unchanged: accepted.length - created - updated, refused };
  }

  private async stage(tx: Transaction, drafts: readonly ContactDraft[]): Promise<{ accepted: readonly ContactDraft[]; refused: Refusal[] }> {
    await this.staged.stage(tx, drafts);
    if (drafts.every(({ externalId }) => externalId === null)) return { accepted: drafts, refused: [] };
    const places = new Set(await this.staged.refuseForeignIds(tx));
    const refused = [...places].map((place) => ({ place, field: 'external_id', message: 'this external id belongs to a contact with another address' }));
    return { accepted: places.size === 0 ? drafts : drafts.filter(({ place }) => !places.has(place)), refused };
  }
}

function changesOf(written: readonly WrittenContact[], drafts: readonly ContactDraft[], ofAccounts: readonly string[]): ContactChange[] {
  const idsWhere = (created: boolean): string[] => written.filter((contact) => contact.created === created).map(({ id }) => id);
  const names = new Set(drafts.flatMap(({ attributes }) => Object.keys(attributes)));
  const fields = [...names].map((name) => `attributes.${name}`);
  return [
    { contactIds: idsWhere(true), touches: everything },
    { contactIds: idsWhere(false), touches: fieldsTouched(['email', 'language', ...fields]) },
    { contactIds: ofAccounts, touches: accountTouched },
  ];
}

/** Each account once; what later rows tell of it is added to what earlier ones told. */
function accountsOf(drafts: readonly ContactDraft[]): AccountDraft[] {
  const accounts = new Map<string, AccountDraft>();
  for (const draft of drafts) {
    const key = accountKeyOf(draft);
    if (key === null) continue;
    const { name = null, signals = {} } = draft.account ?? {};
    const known = accounts.get(key);
    const freeMail = isFreeMail(draft.email);
    if (!known) accounts.set(key, { key, name, signals, contacts: 1, freeMail });
    else accounts.set(key, { key, name: name ?? known.name, signals: { ...known.signals, ...signals }, contacts: known.contacts + 1, freeMail: known.freeMail && freeMail });
  }
  return [...accounts.values()];
}
