import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { AccountWriter, type SavedAccounts, type TouchedContacts } from '../accounts/account-writer.ts';
import { accountTouched, everything } from '../membership/contact-change.ts';
import type { NamedAccount } from '../accounts/accounts.repository.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { UnsettledRepository } from '../settling/unsettled.repository.ts';
import { SuppressedRepository } from '../suppressions/suppressed.repository.ts';
import { lookUpByKeys } from '../upkeep/plans.ts';
import { ToldAccounts } from './account-drafts.ts';
import type { ContactDraft, UpdateMode } from './contact-draft.ts';
import { outcomeOf, type WriteOutcome } from './contact-writer.ts';
import { FreshContacts } from './fresh-contacts.ts';
import { OtherConsents } from './other-consents.ts';
import type { PackedContacts } from './packed-contacts.ts';
import { accountsTouchedBy, StagedContacts, type WrittenContact } from './staged-contacts.ts';
import { changesOf } from './written-changes.ts';

export interface ListPart {
  /** Neither their addresses nor their external ids were known a moment ago. */
  readonly fresh: PackedContacts;
  readonly known: readonly ContactDraft[];
  readonly mode: UpdateMode;
  /** Who brings the list, and answers for the consents that it tells of. */
  readonly actor: string;
  /** Is called when the database has all of the new ones, and most of what is left is its work. */
  readonly handedOver: () => void;
}

/** Where contacts are written. */
@Injectable()
export class Stores {
  constructor(
    readonly staged: StagedContacts,
    readonly fresh: FreshContacts,
    readonly consents: OtherConsents,
    readonly suppressed: SuppressedRepository,
  ) {}
}

/**
 * Writes the contacts of a list, some thousand a transaction, and leaves to the settling what can follow later. What must
 * not wait is done at once: an account that becomes a large one is handed over, and others are told of every known contact.
 */
@Injectable()
export class ListWriter {
  constructor(
    private readonly stores: Stores,
    private readonly accounts: AccountWriter,
    private readonly changes: ContactChanges,
    private readonly unsettled: UnsettledRepository,
  ) {}

  /** The drafts have different addresses. A contact that somebody else creates meanwhile is a unique violation of contacts_email. */
  async write(tx: Transaction, { fresh, known, mode, actor, handedOver }: ListPart): Promise<WriteOutcome> {
    // New ones are told of later.
    if (known.length > 0) await this.stores.suppressed.heed(tx);
    await lookUpByKeys(tx);
    const staged = known.length === 0 ? { accepted: [], refused: [] } : await this.stores.staged.stage(tx, known, mode);
    const { accepted, refused } = await this.stores.fresh.accept(tx, fresh);
    const accounts = await this.accounts.save(tx, toldBy(staged.accepted, accepted, mode).all());
    const merged = staged.accepted.length === 0 ? [] : await this.stores.staged.merge(tx, mode, actor);
    const copied = await this.stores.fresh.copy(tx, accepted, { accounts: accounts.byKey, actor, handedOver });
    const touched = await this.handOver(tx, accounts, [...copied, ...idsOf(merged)]);
    await this.changes.tell(tx, idsOf(merged));
    await this.leave(tx, { created: copied, fresh: accepted, accounts, merged, touched });
    const isNew = new Set(accepted.telling.map(({ place }) => place));
    const agreed = (await this.stores.consents.record(tx, [...staged.accepted, ...accepted.telling], { actor, untold: copied })).filter((place) => !isNew.has(place));
    const { created, updated, unchanged } = outcomeOf(staged.accepted, { written: merged, agreed, accounts });
    return { created: copied.length + created, updated, unchanged, refused: [...staged.refused, ...refused] };
  }

  /** Accounts of which something new is told are classified now; the segments of their contacts are still to be judged. */
  private async handOver(tx: Transaction, { changed }: SavedAccounts, except: readonly string[]): Promise<TouchedContacts> {
    const touched = await this.accounts.follow(tx, { changed, others: [], except });
    await this.changes.announce(tx, { contactIds: touched.ofCrossed, changes: [{ contactIds: touched.ofCrossed, touches: accountTouched }] });
    return touched;
  }

  private async leave(tx: Transaction, { created, fresh, accounts, merged, touched }: Left): Promise<void> {
    const isNew = new Set(accounts.changed.filter((account) => account.created).map(({ id }) => id));
    const grown = new Set([...fresh.accounts.keys()].flatMap((key) => holdersOf(accounts.byKey.get(key))).filter((id) => !isNew.has(id)));
    const [others, late] = [merged.filter((contact) => !contact.created), merged.filter((contact) => contact.created)];
    await this.unsettled.add(tx, { contactIds: [...created, ...idsOf(late)], accountIds: [...grown], touches: everything });
    await this.unsettled.add(tx, { contactIds: [], accountIds: accountsTouchedBy(merged), touches: {} });
    for (const { contactIds, touches } of changesOf(others, touched.accounts)) await this.unsettled.add(tx, { contactIds, accountIds: [], touches });
    await this.unsettled.add(tx, { contactIds: touched.ofTouched, accountIds: [], touches: accountTouched });
  }
}

function toldBy(known: readonly ContactDraft[], fresh: PackedContacts, mode: UpdateMode): ToldAccounts {
  if (known.length === 0) return fresh.accounts;
  const accounts = new ToldAccounts(mode);
  for (const draft of known) accounts.add(draft);
  accounts.join(fresh.accounts);
  return accounts;
}

const holdersOf = (account: NamedAccount | undefined): string[] => [account?.id, account?.mergedInto].filter((id) => typeof id === 'string');

const idsOf = (contacts: readonly WrittenContact[]): string[] => contacts.map(({ id }) => id);

interface Left {
  readonly created: readonly string[];
  readonly fresh: PackedContacts;
  readonly accounts: SavedAccounts;
  readonly merged: readonly WrittenContact[];
  readonly touched: TouchedContacts;
}
