import { Injectable } from '@nestjs/common';
import { isUpperTier } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Conflict, Invalid, NotFound } from '@widecast/service-kit';
import { AccountWriter } from '../accounts/account-writer.ts';
import { assertNotMerged, MergedFacts } from '../accounts/merged-facts.ts';
import { DuplicatesRepository } from '../duplicates/duplicates.repository.ts';
import { AccountJoins } from '../joins/account-joins.ts';
import { JoinsRepository } from '../joins/joins.repository.ts';
import { accountTouched } from '../membership/contact-change.ts';
import { ContactChanges } from '../news/contact-changes.ts';
import { ErasedAddresses } from '../privacy/erased-addresses.ts';
import { AccountMergesRepository, type Merge, type Mergeable } from './account-merges.repository.ts';
import type { MergeView } from './merges.api.ts';

/** All of them change in one transaction. */
const MOST_CONTACTS = 50_000;

/** What follows where contacts have another account. */
@Injectable()
export class MergeEffects {
  constructor(
    private readonly accounts: AccountWriter,
    private readonly facts: MergedFacts,
    private readonly joins: AccountJoins,
    private readonly changes: ContactChanges,
  ) {}

  /** Puts together what the accounts show, judges them and their companies, and tells of the contacts that have moved. */
  async follow(tx: Transaction, wholes: readonly string[], { parts, moved }: { parts: readonly string[]; moved: readonly string[] }): Promise<void> {
    const moves = new Set((await this.facts.fill(tx, wholes)).filter((whole) => whole.moves).map(({ id }) => id));
    const changed = wholes.map((id) => ({ id, key: '', facts: 1, mergedInto: null, created: false, classified: false, moves: moves.has(id) }));
    const { ofCrossed, ofTouched } = await this.accounts.follow(tx, { changed, others: parts, except: moved });
    // In the same transaction: nobody must hear that people of a large company may be written to, for a moment.
    await this.joins.join(tx, [...new Set([...wholes, ...parts])]);
    await this.changes.announce(tx, { contactIds: [...moved, ...ofCrossed], changes: [{ contactIds: [...moved, ...ofCrossed, ...ofTouched], touches: accountTouched }] });
  }
}

/**
 * Merges accounts that a person knows to be one. Nothing of the merged one is lost: it goes on being judged by what is its own, as a part of the company that
 * its contacts belong to, and is as it was when the merge is undone.
 */
@Injectable()
export class AccountMerges {
  constructor(
    private readonly database: Database,
    private readonly merges: AccountMergesRepository,
    private readonly effects: MergeEffects,
    private readonly joins: JoinsRepository,
    private readonly addresses: ErasedAddresses,
    private readonly duplicates: DuplicatesRepository,
  ) {}

  /** Throws {@link NotFound}, {@link Invalid} where both are one, and {@link Conflict} where one of them is merged already, has too many contacts, or would make the other one small. */
  async merge(merge: Merge): Promise<void> {
    await this.database.transaction((tx) => this.mergeIn(tx, merge));
  }

  async mergeIn(tx: Transaction, merge: Merge): Promise<void> {
    const { accountId, intoId } = merge;
    if (accountId === intoId) throw new Invalid('An account cannot be merged into itself', [{ field: 'body.accountId', message: 'name another account' }]);
    await this.alone(tx);
    const found = new Map((await this.merges.find(tx, [accountId, intoId])).map((account) => [account.id, account]));
    const [part, whole] = [found.get(accountId), found.get(intoId)];
    assertNotMerged(part, accountId);
    assertNotMerged(whole, intoId);
    assertNotSaidSmall(part, whole);
    const contacts = await this.merges.contactsOf(tx, accountId);
    if (contacts > MOST_CONTACTS) throw new Conflict(`The account ${accountId} has ${contacts} contacts, more than ${MOST_CONTACTS}; merge the other one into it instead`);
    const parts = await this.merges.partsOf(tx, accountId);
    await this.merges.note(tx, merge);
    const moved = await this.merges.giveContacts(tx, merge);
    await this.merges.hide(tx, merge);
    await this.effects.follow(tx, [intoId], { parts, moved });
    await this.merges.inheritDecision(tx, merge);
  }

  /** Throws {@link NotFound}, and {@link Conflict} where it is not merged. */
  async undo(accountId: string, person: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.alone(tx);
      const [account] = await this.merges.find(tx, [accountId]);
      if (!account) throw new NotFound('account', accountId);
      const merge = await this.merges.mergeOf(tx, accountId);
      if (account.into === null || !merge) throw new Conflict(`The account ${accountId} is not merged into another one`);
      const parts = await this.merges.partsOf(tx, accountId);
      await this.merges.remove(tx, accountId, parts);
      const moved = await this.merges.takeContacts(tx, accountId, parts);
      await this.effects.follow(tx, [account.into, accountId], { parts, moved });
      if (merge.decision) await this.merges.decideAgain(tx, accountId, merge.decision);
      await this.duplicates.dismissPair(tx, [accountId, merge.intoId], person);
    });
  }

  list(filter: { intoId: string | null; limit: number }): Promise<MergeView[]> {
    return this.merges.list(this.database, filter);
  }

  /** Nobody writes contacts or joins accounts meanwhile. */
  private async alone(tx: Transaction): Promise<void> {
    await this.addresses.alone(tx);
    await this.joins.hold(tx);
  }
}

/** A person's word stands above all signals: it was not said of the large account, whose people would get mass messages by it. */
function assertNotSaidSmall(part: Mergeable, whole: Mergeable): void {
  if (whole.personTier === null || isUpperTier(whole.personTier) || !isUpperTier(part.tier)) return;
  throw new Conflict(
    `A person said that the account ${whole.id} is ${whole.personTier}, and the account ${part.id} is ${part.tier}: its people would get mass messages. ` +
    'Merge the first into the second, or take that word back before (PUT /v1/accounts/:id/tier with null)');
}
