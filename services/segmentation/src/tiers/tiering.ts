import { Injectable } from '@nestjs/common';
import { accountHandOffChanged, isUpperTier } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { AccountsRepository, type AccountSignals, type Retiering } from '../accounts/accounts.repository.ts';
import { classify, INTERNATIONAL_POLICY } from './tier-policy.ts';

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
    const saved = await this.accounts.saveTiers(tx, after, this.policy.version);
    const verdicts = new Map(after.map((verdict) => [verdict.id, verdict]));
    await this.announceHandOffs(tx, before.filter(({ id, handedOff }) => verdicts.get(id)?.handedOff !== handedOff), { verdicts, saved });
    return before.filter(({ id, tier }) => verdicts.get(id)?.tier !== tier).map(({ id }) => id);
  }

  private async announceHandOffs(tx: Transaction, crossed: readonly AccountSignals[], now: Outcome): Promise<void> {
    const rows = new Map(now.saved.map((row) => [row.id, row]));
    const at = new Date().toISOString();
    const payloads = crossed.flatMap(({ id }) => {
      const verdict = now.verdicts.get(id);
      const row = rows.get(id);
      if (!verdict || !row) return [];
      const { tier, confidence, handedOff } = verdict;
      return [{ accountId: id, version: row.version, handedOff, tier, confidence, contacts: row.contacts, at }];
    });
    await this.outbox.append(tx, accountHandOffChanged, payloads);
  }
}

interface Outcome {
  readonly verdicts: ReadonlyMap<string, Retiering>;
  readonly saved: readonly { readonly id: string; readonly version: number; readonly contacts: number }[];
}
