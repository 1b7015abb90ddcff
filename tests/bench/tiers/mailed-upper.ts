import { isUpperTier } from '@widecast/contracts';
import { groupBy } from './group-by.ts';
import type { Judged } from './judging.ts';
import { rateOf, type Rate } from './metrics.ts';

/** Truly upper accounts that show the same signals: how many of them are mailed, and which. */
export interface MailedUpper {
  readonly signals: string;
  readonly mailed: Rate;
  readonly accounts: readonly { readonly accountId: string; readonly truth: string; readonly judged: string; readonly upper: number; readonly traits: readonly string[] }[];
}

/** Every truly upper account that is mailed, under its signals; the most first. */
export function mailedUpper(judged: readonly Judged[]): MailedUpper[] {
  const bySignals = groupBy(judged.filter(({ truth }) => isUpperTier(truth)), ({ account }) => account.signals.toSorted().join(' ') || 'none');
  return [...bySignals].flatMap(([signals, alike]) => {
    const accounts = alike.filter(({ treatment }) => treatment === 'mailed').map(({ account, truth, tier, upper }) => ({ accountId: account.accountId, truth, judged: tier, upper, traits: account.traits }));
    const mailed = rateOf(accounts.length, alike.length);
    return mailed && accounts.length > 0 ? [{ signals, mailed, accounts }] : [];
  }).toSorted((one, other) => other.accounts.length - one.accounts.length);
}
