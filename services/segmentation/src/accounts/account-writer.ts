import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { TierVerdict } from '../tiers/tier-policy.ts';
import { Tiering } from '../tiers/tiering.ts';
import type { AccountDraft } from '../writing/contact-draft.ts';
import { AccountContacts } from './account-contacts.ts';
import { AccountFollowUp } from './account-follow-up.ts';
import { AccountsRepository, type ChangedAccount } from './accounts.repository.ts';

/** A contact that was written, with the account it had and the one it has. */
export interface Moved {
  readonly id: string;
  readonly accountId: string | null;
  readonly accountBefore: string | null;
}

export interface TouchedContacts {
  /** Got a new version. */
  readonly ofCrossed: readonly string[];
  readonly ofTouched: readonly string[];
}

export interface SavedAccount extends ChangedAccount {
  /** It is new, and has its tier for good. */
  readonly classified: boolean;
}

const UNKNOWN: TierVerdict = { tier: 'UNKNOWN', confidence: 0, evidence: [] };

// A transaction writes a few thousand rows at most; a company may have more contacts than that.
const MOST = 5000;
const NONE: TouchedContacts = { ofCrossed: [], ofTouched: [] };

/** Writes accounts and keeps their tiers, and what hangs on these, true. */
@Injectable()
export class AccountWriter {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tiering: Tiering,
    private readonly contacts: AccountContacts,
    private readonly followUp: AccountFollowUp,
  ) {}

  /** Holds the accounts, before any of their contacts is written; gives those that are new or changed. */
  async save(tx: Transaction, drafts: readonly AccountDraft[]): Promise<SavedAccount[]> {
    const same = await this.accounts.holdNamed(tx, drafts);
    const others = drafts.filter(({ key }) => !same.has(key));
    const verdicts = new Map(others.map((draft) => [draft.key, this.tiering.firstVerdict(draft)]));
    const saved = await this.accounts.upsert(tx, others.map((draft) => ({ ...draft, ...(verdicts.get(draft.key) ?? UNKNOWN) })), this.tiering.policy.version);
    return saved.map((account) => ({ ...account, classified: account.created && verdicts.get(account.key) !== undefined }));
  }

  /**
   * Classifies accounts that changed, won or lost contacts; gives their other contacts, which must be judged again. Where
   * these are too many none is given: the follow-up carries the change to all of them, a batch at a time.
   */
  async follow(tx: Transaction, changed: readonly SavedAccount[], written: readonly Moved[]): Promise<TouchedContacts> {
    const ofWritten = written.flatMap(({ accountId, accountBefore }) => [accountId, accountBefore]).filter((id) => id !== null);
    const settled = new Set(changed.filter(({ classified }) => classified).map(({ id }) => id));
    const doubtful = [...new Set([...changed.map(({ id }) => id), ...ofWritten])].filter((id) => !settled.has(id));
    const crossed = new Set(await this.tiering.retier(tx, doubtful));
    // A new account has no contacts but those that were written just now.
    const isNew = new Set(changed.filter(({ created }) => created).map(({ id }) => id));
    const known = [...new Set([...changed.map(({ id }) => id), ...crossed])].filter((id) => !isNew.has(id));
    if (known.length === 0) return NONE;
    const owned = await this.contacts.of(tx, known, { except: written.map(({ id }) => id), most: MOST });
    if (!owned) return this.postpone(tx, known);
    const idsWhere = (wanted: boolean): string[] => owned.filter(({ accountId }) => crossed.has(accountId) === wanted).map(({ id }) => id);
    const ofCrossed = idsWhere(true);
    await this.contacts.touch(tx, ofCrossed);
    return { ofCrossed, ofTouched: idsWhere(false) };
  }

  private async postpone(tx: Transaction, accountIds: readonly string[]): Promise<TouchedContacts> {
    await this.contacts.postpone(tx, accountIds);
    tx.afterCommit(() => this.followUp.wake());
    return NONE;
  }
}
