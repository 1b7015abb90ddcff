import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { NOTHING_KNOWN } from '../tiers/account-verdict.ts';
import { MOST_ATTRIBUTES } from '../attributes/attribute-type.ts';
import { linksOf } from '../joins/account-links.ts';
import { Joins, Tiering } from '../tiers/tiering.ts';
import type { AccountDraft } from '../writing/contact-draft.ts';
import { AccountContacts } from './account-contacts.ts';
import { AccountFollowUp } from './account-follow-up.ts';
import { OvergrownAccounts } from './overgrown-accounts.ts';
import type { ToldSignals } from './told-signals.ts';
import { MergedFacts } from './merged-facts.ts';
import { AccountsRepository, type HeldAccount, type NamedAccount } from './accounts.repository.ts';

export interface Touched {
  readonly changed: readonly SavedAccount[];
  /** Accounts that may have won or lost contacts. */
  readonly others: readonly (string | null)[];
  /** Contacts that were written just now. */
  readonly except: readonly string[];
}

export interface TouchedContacts {
  /** Others are told of them: they got a new version. */
  readonly ofCrossed: readonly string[];
  readonly ofTouched: readonly string[];
  /** How many accounts have another tier or treatment now. */
  readonly crossed: number;
  /** Those that changed, or have another tier: also contacts that were written just now may meet other rules for it. */
  readonly accounts: ReadonlySet<string>;
}

export interface SavedAccount extends NamedAccount {
  readonly created: boolean;
  /** It is new, and has its tier for good. */
  readonly classified: boolean;
  /** It belongs to another area now, and its contacts with it. */
  readonly moves: boolean;
}

export interface SavedAccounts {
  /** New, or with another name or attributes. */
  readonly changed: readonly SavedAccount[];
  /** All that were told of. */
  readonly byKey: ReadonlyMap<string, NamedAccount>;
}

// A transaction writes a few thousand rows at most; a company may have more contacts than that. Contacts that are only to be judged are no more than noted.
const MOST_TOLD = 5000;
const MOST_JUDGED = 50_000;

/** Writes accounts and keeps their tiers, and what hangs on these, true. */
@Injectable()
export class AccountWriter {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tiering: Tiering,
    private readonly contacts: AccountContacts,
    private readonly followUp: AccountFollowUp,
    private readonly joins: Joins,
    private readonly merged: MergedFacts,
  ) {}

  /** Gives the keys of those that would change, of which nothing was told earlier. Throws {@link OvergrownAccounts} where {@link save} would. */
  async rehearse(tx: Transaction, drafts: readonly AccountDraft[], earlier: ToldSignals): Promise<ReadonlySet<string>> {
    const held = await this.hold(tx, earlier.with(drafts));
    const changed = drafts.filter(({ key }) => held.get(key)?.changes === true && !earlier.has(key)).map(({ key }) => key);
    earlier.note(drafts);
    return new Set(changed);
  }

  /** Holds the accounts, before any of their contacts is written, and adds what is told of them. Throws {@link OvergrownAccounts}. */
  async save(tx: Transaction, drafts: readonly AccountDraft[]): Promise<SavedAccounts> {
    const held = await this.hold(tx, drafts);
    const added = await this.accounts.add(tx, drafts.filter(({ key }) => held.get(key)?.changes === true));
    const created = await this.create(tx, drafts.filter(({ key }) => !held.has(key)));
    const holders = new Set(added.flatMap(({ mergedInto }) => mergedInto ?? []));
    const filled = holders.size === 0 ? [] : await this.merged.fill(tx, [...holders]);
    await this.joins.requests.ask(tx, [...added.filter(({ key }) => held.get(key)?.renamed), ...filled].map(({ id }) => id));
    const changed = [...[...added.map((account) => ({ ...account, moves: held.get(account.key)?.moves ?? false })), ...filled].map((account) => ({ ...account, created: false, classified: false })), ...created];
    return { changed, byKey: new Map<string, NamedAccount>([...held, ...changed.map((account) => [account.key, account] as const)]) };
  }

  private async hold(tx: Transaction, drafts: readonly AccountDraft[]): Promise<Map<string, HeldAccount>> {
    const held = new Map((await this.accounts.holdNamed(tx, drafts)).map((account) => [account.key, account]));
    refuseOvergrown(drafts, held);
    return held;
  }

  private async create(tx: Transaction, drafts: readonly AccountDraft[]): Promise<SavedAccount[]> {
    const compiled = await this.tiering.policy(tx);
    const classified = new Set<string>();
    const created = await this.accounts.create(tx, drafts.map((draft) => {
      const verdict = this.tiering.firstVerdict(draft, compiled);
      if (verdict) classified.add(draft.key);
      return { draft, verdict: verdict ?? NOTHING_KNOWN };
    }), compiled.policy.version);
    await this.join(tx, drafts, created);
    return created.map((account) => ({ ...account, created: true, classified: classified.has(account.key), moves: false }));
  }

  private async join(tx: Transaction, drafts: readonly AccountDraft[], created: readonly NamedAccount[]): Promise<void> {
    const linked = drafts.map(({ key, name, signals, mailDomain }) => ({ key, links: linksOf({ key, name, attributes: signals, mailDomain }) })).filter(({ links }) => links.length > 0);
    const ids = linked.length === 0 ? new Map<string, string>() : new Map(created.map(({ key, id }) => [key, id]));
    await this.joins.links.add(tx, linked.map(({ key, links }) => ({ accountId: ids.get(key) ?? '', links })));
    await this.joins.requests.ask(tx, created.map(({ id }) => id));
  }

  /**
   * Classifies accounts that changed, won or lost contacts; gives their other contacts, which must be judged again. Of those
   * who are too many none is given: the follow-up carries the change to all of them, a batch at a time.
   */
  async follow(tx: Transaction, { changed, others, except }: Touched): Promise<TouchedContacts> {
    const settled = new Set(changed.filter(({ classified }) => classified).map(({ id }) => id));
    const touched = new Set([...changed.map(({ id }) => id), ...others.filter((id) => id !== null)]);
    const crossed = new Set(await this.tiering.retier(tx, [...touched].filter((id) => !settled.has(id))));
    // A new account has no contacts but those that were written just now.
    const isNew = new Set(changed.filter(({ created }) => created).map(({ id }) => id));
    const known = [...new Set([...changed.map(({ id }) => id), ...crossed])].filter((id) => !isNew.has(id));
    if (known.length === 0) return { ofCrossed: [], ofTouched: [], crossed: crossed.size, accounts: new Set() };
    const told = new Set([...crossed, ...changed.filter(({ moves }) => moves).map(({ id }) => id)]);
    const ofCrossed = await this.owned(tx, known.filter((id) => told.has(id)), { except, most: MOST_TOLD });
    const ofTouched = await this.owned(tx, known.filter((id) => !told.has(id)), { except, most: MOST_JUDGED });
    await this.contacts.touch(tx, ofCrossed);
    return { ofCrossed, ofTouched, crossed: crossed.size, accounts: new Set(known) };
  }

  /** The contacts of the accounts, or none where they are too many: then the follow-up looks at them. */
  private async owned(tx: Transaction, accountIds: readonly string[], limits: { except: readonly string[]; most: number }): Promise<string[]> {
    const owned = accountIds.length === 0 ? [] : await this.contacts.of(tx, accountIds, limits);
    if (owned) return owned;
    await this.contacts.postpone(tx, accountIds);
    tx.afterCommit(() => this.followUp.wake());
    return [];
  }
}

function refuseOvergrown(drafts: readonly AccountDraft[], held: ReadonlyMap<string, HeldAccount>): void {
  const overgrown = drafts.filter(({ key, signals }) => Math.max(Object.keys(signals).length, held.get(key)?.attributes ?? 0) > MOST_ATTRIBUTES);
  if (overgrown.length > 0) throw new OvergrownAccounts(new Set(overgrown.map(({ key }) => key)));
}
