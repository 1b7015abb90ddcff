import { Injectable } from '@nestjs/common';
import { accountHandOffChanged, isUpperTier } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { AccountsRepository, type AccountSignals, type Retiering } from '../accounts/accounts.repository.ts';
import type { AccountDraft } from '../writing/contact-draft.ts';
import { classify, FEWEST_CONTACTS_HEARD, INTERNATIONAL_POLICY, isSameVerdict, type TierVerdict } from './tier-policy.ts';

/** Keeps the tiers of accounts true to what is known of them. */
@Injectable()
export class Tiering {
  readonly policy = INTERNATIONAL_POLICY;

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Classifies the accounts anew and tells of hand-offs; gives the ids of the accounts that have another tier now. */
  async retier(tx: Transaction, accountIds: readonly string[]): Promise<string[]> {
    if (accountIds.length === 0) return [];
    // Apart from the count, which must see what others committed while we waited.
    await this.accounts.hold(tx, accountIds);
    const before = await this.accounts.signalsOf(tx, accountIds);
    if (before.length === 0) return [];
    const after = before.map((account): Retiering => {
      const verdict = classify(account, this.policy);
      return { id: account.id, ...verdict, handedOff: isUpperTier(verdict.tier) };
    });
    const verdicts = new Map(after.map((verdict) => [verdict.id, verdict]));
    const changed = before.filter((account) => this.changes(account, verdicts.get(account.id) ?? account));
    const saved = await this.accounts.saveTiers(tx, changed.flatMap(({ id }) => verdicts.get(id) ?? []), this.policy.version);
    await this.announceHandOffs(tx, changed.filter(({ id, handedOff }) => verdicts.get(id)?.handedOff !== handedOff), { verdicts, saved });
    return changed.filter(({ id, tier }) => verdicts.get(id)?.tier !== tier).map(({ id }) => id);
  }

  /** The verdict on a company of which nothing is known but what is told now, or undefined where that is not for certain. */
  firstVerdict({ signals, contacts, freeMail }: AccountDraft): TierVerdict | undefined {
    if (freeMail || contacts >= FEWEST_CONTACTS_HEARD) return undefined;
    const verdict = classify({ attributes: signals, contacts, freeMail }, this.policy);
    // Large ones are handed over, and that is told.
    return isUpperTier(verdict.tier) ? undefined : verdict;
  }

  private changes(before: AccountSignals, after: Pick<Retiering, 'handedOff' | keyof TierVerdict>): boolean {
    return before.handedOff !== after.handedOff || before.policyVersion !== this.policy.version || !isSameVerdict(before, after);
  }

  private async announceHandOffs(tx: Transaction, crossed: readonly AccountSignals[], now: Outcome): Promise<void> {
    if (crossed.length === 0) return;
    const versions = new Map(now.saved.map(({ id, version }) => [id, version]));
    const contacts = await this.accounts.contactsOf(tx, crossed.map(({ id }) => id));
    const at = new Date().toISOString();
    const payloads = crossed.flatMap(({ id }) => {
      const verdict = now.verdicts.get(id);
      const version = versions.get(id);
      if (!verdict || version === undefined) return [];
      const { tier, confidence, handedOff } = verdict;
      return [{ accountId: id, version, handedOff, tier, confidence, contacts: contacts.get(id) ?? 0, at }];
    });
    await this.outbox.append(tx, accountHandOffChanged, payloads);
  }
}

interface Outcome {
  readonly verdicts: ReadonlyMap<string, Retiering>;
  readonly saved: readonly { readonly id: string; readonly version: number }[];
}
