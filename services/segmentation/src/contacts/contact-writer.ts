import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { AccountsRepository } from '../accounts/accounts.repository.ts';
import { Tiering } from '../accounts/tiering.ts';
import { everything, fieldsTouched, type ContactChange } from '../segments/contact-change.ts';
import { accountKeyOf, type AccountDraft, type ContactDraft } from './contact-draft.ts';
import { ContactChanges } from './contact-changes.ts';
import { ContactsRepository, type WrittenContact } from './contacts.repository.ts';

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
    private readonly contacts: ContactsRepository,
    private readonly accounts: AccountsRepository,
    private readonly tiering: Tiering,
    private readonly changes: ContactChanges,
  ) {}

  /** The drafts have different addresses and different external ids. */
  async write(tx: Transaction, drafts: readonly ContactDraft[]): Promise<WriteOutcome> {
    if (drafts.length === 0) return { created: 0, updated: 0, unchanged: 0, refused: [] };
    const { accepted, refused } = await this.stage(tx, drafts);
    const touchedAccounts = await this.accounts.upsert(tx, accountsOf(accepted), this.tiering.policy.version);
    const written = await this.contacts.merge(tx);
    const crossed = await this.tiering.retier(tx, accountsToLookAt(touchedAccounts, written));
    const ofCrossed = await this.contacts.touchContactsOf(tx, crossed, written.map(({ id }) => id));
    const ofTouched = await this.contactsOf(tx, touchedAccounts, written);
    await this.changes.announce(tx, { contactIds: [...written.map(({ id }) => id), ...ofCrossed], changes: changesOf(written, drafts, ofTouched) });
    const created = written.filter((contact) => contact.created).length;
    const updated = written.length - created;
    return { created, updated, unchanged: accepted.length - written.length, refused };
  }

  /** What {@link write} would do, without doing it. */
  async rehearse(tx: Transaction, drafts: readonly ContactDraft[]): Promise<WriteOutcome> {
    if (drafts.length === 0) return { created: 0, updated: 0, unchanged: 0, refused: [] };
    const { accepted, refused } = await this.stage(tx, drafts);
    const { created, updated } = await this.contacts.compare(tx);
    return { created, updated, unchanged: accepted.length - created - updated, refused };
  }

  private async stage(tx: Transaction, drafts: readonly ContactDraft[]): Promise<{ accepted: readonly ContactDraft[]; refused: Refusal[] }> {
    await this.contacts.stage(tx, drafts);
    if (drafts.every(({ externalId }) => externalId === null)) return { accepted: drafts, refused: [] };
    const places = new Set(await this.contacts.refuseForeignIds(tx));
    const refused = [...places].map((place) => ({ place, field: 'external_id', message: 'this external id belongs to a contact with another address' }));
    return { accepted: places.size === 0 ? drafts : drafts.filter(({ place }) => !places.has(place)), refused };
  }

  /** Contacts not written themselves whose account changed: rules about accounts look at them too. */
  private async contactsOf(tx: Transaction, accountIds: readonly string[], written: readonly WrittenContact[]): Promise<string[]> {
    if (accountIds.length === 0) return [];
    const rows = await tx.query<{ id: string }>(
      'SELECT id FROM contacts WHERE account_id = ANY ($1::uuid[]) AND id NOT IN (SELECT unnest($2::uuid[]))',
      [accountIds, written.map(({ id }) => id)],
    );
    return rows.map(({ id }) => id);
  }
}

function changesOf(written: readonly WrittenContact[], drafts: readonly ContactDraft[], ofAccounts: readonly string[]): ContactChange[] {
  const idsWhere = (created: boolean): string[] => written.filter((contact) => contact.created === created).map(({ id }) => id);
  const names = new Set(drafts.flatMap(({ attributes }) => Object.keys(attributes)));
  const fields = [...names].map((name) => `attributes.${name}`);
  return [
    { contactIds: idsWhere(true), touches: everything },
    { contactIds: idsWhere(false), touches: fieldsTouched(['email', 'language', ...fields], { account: true, consent: true }) },
    { contactIds: ofAccounts, touches: fieldsTouched([], { account: true, consent: false }) },
  ];
}

/** Each account once; what later rows tell of it is added to what earlier ones told. */
function accountsOf(drafts: readonly ContactDraft[]): AccountDraft[] {
  const accounts = new Map<string, AccountDraft>();
  for (const draft of drafts) {
    const key = accountKeyOf(draft);
    if (key === null) continue;
    const known = accounts.get(key);
    const { name = null, signals = {} } = draft.account ?? {};
    accounts.set(key, { key, name: name ?? known?.name ?? null, signals: known ? { ...known.signals, ...signals } : signals });
  }
  return [...accounts.values()];
}

function accountsToLookAt(touched: readonly string[], written: readonly WrittenContact[]): string[] {
  return [...new Set([...touched, ...written.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]))])];
}
