import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { AccountWriter, type SavedAccounts } from '../accounts/account-writer.ts';
import { accountTouched, everything, fieldsTouched, type ContactChange } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { accountsOf } from './account-drafts.ts';
import type { ContactDraft, UpdateMode } from './contact-draft.ts';
import { OtherConsents } from './other-consents.ts';
import { accountsTouchedBy, StagedContacts, type WrittenContact } from './staged-contacts.ts';

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

export const NOTHING_WRITTEN: WriteOutcome = { created: 0, updated: 0, unchanged: 0, refused: [] };

/** Writes contacts with their accounts, tiers, consents and segments, all in one transaction. */
@Injectable()
export class ContactWriter {
  constructor(
    private readonly staged: StagedContacts,
    private readonly accounts: AccountWriter,
    private readonly changes: ContactChanges,
    private readonly consents: OtherConsents,
  ) {}

  /** The drafts have different addresses and different external ids. */
  async write(tx: Transaction, drafts: readonly ContactDraft[]): Promise<WriteOutcome> {
    if (drafts.length === 0) return NOTHING_WRITTEN;
    const { accepted, refused } = await this.staged.stage(tx, drafts, 'overwrite');
    const accounts = await this.accounts.save(tx, accountsOf(accepted), 'overwrite');
    const written = await this.staged.merge(tx, 'overwrite');
    await this.follow(tx, { drafts, written, accounts });
    const ids = new Set(written.map(({ id }) => id));
    const agreed = (await this.consents.record(tx, accepted, [])).filter((id) => !ids.has(id)).length;
    const created = written.filter((contact) => contact.created).length;
    return { created, updated: written.length + agreed - created, unchanged: accepted.length - written.length - agreed, refused };
  }

  /** What would become of them, without doing it. */
  async rehearse(tx: Transaction, drafts: readonly ContactDraft[], mode: UpdateMode): Promise<WriteOutcome> {
    if (drafts.length === 0) return NOTHING_WRITTEN;
    const { accepted, refused } = await this.staged.stage(tx, drafts, mode);
    const { created, updated } = await this.staged.compare(tx, mode);
    return { created, updated, unchanged: accepted.length - created - updated, refused };
  }

  private async follow(tx: Transaction, { drafts, written, accounts }: Written): Promise<void> {
    const { ofCrossed, ofTouched } = await this.accounts.follow(tx, {
      changed: accounts.changed, others: accountsTouchedBy(written), except: written.map(({ id }) => id),
    });
    const contactIds = [...written.map(({ id }) => id), ...ofCrossed];
    await this.changes.announce(tx, { contactIds, changes: changesOf(written, drafts, [...ofCrossed, ...ofTouched]) });
  }
}

interface Written {
  readonly drafts: readonly ContactDraft[];
  readonly written: readonly WrittenContact[];
  readonly accounts: SavedAccounts;
}

/** The fields of contacts that drafts may change, as rules name them. */
export function fieldsOf(drafts: readonly ContactDraft[]): string[] {
  const names = new Set<string>();
  for (const { attributes } of drafts) for (const name in attributes) names.add(name);
  return ['email', 'language', ...[...names].map((name) => `attributes.${name}`)];
}

function changesOf(written: readonly WrittenContact[], drafts: readonly ContactDraft[], ofAccounts: readonly string[]): ContactChange[] {
  const idsWhere = (created: boolean): string[] => written.filter((contact) => contact.created === created).map(({ id }) => id);
  return [
    { contactIds: idsWhere(true), touches: everything },
    { contactIds: idsWhere(false), touches: fieldsTouched(fieldsOf(drafts)) },
    { contactIds: ofAccounts, touches: accountTouched },
  ];
}
