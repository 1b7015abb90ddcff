import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { ToldSignals } from '../accounts/told-signals.ts';
import { AccountWriter, type SavedAccounts } from '../accounts/account-writer.ts';
import { accountTouched } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { SuppressedRepository } from '../suppressions/suppressed.repository.ts';
import { accountsOf } from './account-drafts.ts';
import { tellersOf } from './account-tellers.ts';
import type { ContactDraft, UpdateMode } from './contact-draft.ts';
import { OtherConsents } from './other-consents.ts';
import type { Refusal } from './refusals.ts';
import { accountsTouchedBy, StagedContacts, type WrittenContact } from './staged-contacts.ts';
import { changesOf } from './written-changes.ts';

export interface WriteOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly Refusal[];
}

export const NOTHING_WRITTEN: WriteOutcome = { created: 0, updated: 0, unchanged: 0, refused: [] };

/** What was written of the drafts; one row is counted for each account that is another now. */
export function outcomeOf(drafts: readonly ContactDraft[], { written, agreed, accounts }: Written): Omit<WriteOutcome, 'refused'> {
  const told = tellersOf(drafts, new Set(accounts.changed.filter((account) => !account.created).map(({ key }) => key)));
  const changed = new Set([...written.map(({ place }) => place), ...agreed, ...told.map(({ place }) => place)]);
  const created = written.filter((contact) => contact.created).length;
  return { created, updated: changed.size - created, unchanged: drafts.length - changed.size };
}

interface Written {
  readonly written: readonly WrittenContact[];
  /** Places of those that have another consent. */
  readonly agreed: readonly number[];
  readonly accounts: SavedAccounts;
}

export interface Rehearsal {
  readonly mode: UpdateMode;
  /** What was told before in the same trial. */
  readonly earlier: ToldSignals;
}

/** Writes contacts with their accounts, tiers, consents and segments, all in one transaction. */
@Injectable()
export class ContactWriter {
  constructor(
    private readonly staged: StagedContacts,
    private readonly accounts: AccountWriter,
    private readonly changes: ContactChanges,
    private readonly consents: OtherConsents,
    private readonly suppressed: SuppressedRepository,
  ) {}

  /** The drafts have different addresses and different external ids; `actor` answers for the consents that they tell of. */
  async write(tx: Transaction, drafts: readonly ContactDraft[], actor: string): Promise<WriteOutcome> {
    if (drafts.length === 0) return NOTHING_WRITTEN;
    await this.suppressed.heed(tx);
    const { accepted, refused } = await this.staged.stage(tx, drafts, 'overwrite');
    const accounts = await this.accounts.save(tx, accountsOf(accepted, 'overwrite'));
    const written = await this.staged.merge(tx, 'overwrite', actor);
    await this.follow(tx, written, accounts);
    const agreed = await this.consents.record(tx, accepted, { actor, untold: [] });
    return { ...outcomeOf(accepted, { written, agreed, accounts }), refused };
  }

  /** What would become of them, without doing it. Throws OvergrownAccounts as {@link write} does. */
  async rehearse(tx: Transaction, drafts: readonly ContactDraft[], { mode, earlier }: Rehearsal): Promise<WriteOutcome> {
    if (drafts.length === 0) return NOTHING_WRITTEN;
    const { accepted, refused } = await this.staged.stage(tx, drafts, mode);
    const keys = await this.accounts.rehearse(tx, accountsOf(accepted, mode), earlier);
    const { created, updated, alike } = await this.staged.compare(tx, mode);
    const [agreed, same] = [await this.consents.rehearse(tx, accepted, alike), new Set(alike)];
    const told = tellersOf(accepted, keys).map(({ email }) => email).filter((email) => same.has(email));
    const changed = updated + new Set([...agreed, ...told]).size;
    return { created, updated: changed, unchanged: accepted.length - created - changed, refused };
  }

  private async follow(tx: Transaction, written: readonly WrittenContact[], accounts: SavedAccounts): Promise<void> {
    const { ofCrossed, ofTouched, accounts: touched } = await this.accounts.follow(tx, {
      changed: accounts.changed, others: accountsTouchedBy(written), except: written.map(({ id }) => id),
    });
    const contactIds = [...written.map(({ id }) => id), ...ofCrossed];
    await this.changes.announce(tx, { contactIds, changes: [...changesOf(written, touched), { contactIds: [...ofCrossed, ...ofTouched], touches: accountTouched }] });
  }
}
