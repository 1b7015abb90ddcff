import type { Tiers } from '../client/answers.ts';
import { lastSeen } from '../client/patience.ts';
import type { Demo } from '../demo.ts';
import { isUpper } from '../market/reach.ts';
import { count } from '../report/progress.ts';

/** The policy must find the true tier of every account, and hand over all of the upper ones. */
export async function sortTiers({ api, market, checks }: Demo): Promise<{ readonly figures: string; readonly handedOff: number; readonly tiers: Tiers['tiers'] }> {
  const accounts = new Map(market.customers.map((customer) => [customer.account.key, customer]));
  const truth = new Map<string, number>();
  for (const { account } of accounts.values()) truth.set(account.tier, (truth.get(account.tier) ?? 0) + 1);
  const upper = [...accounts.values()].filter(isUpper).length;
  const isDone = ({ tiers, handedOff }: Tiers): boolean => handedOff === upper && [...truth].every(([tier, number]) => tiers[tier]?.accounts === number);
  const { value } = await lastSeen({ what: 'tiers', seconds: 60, read: () => api.get<Tiers>('tiers'), isDone });

  for (const [tier, number] of truth) checks.equal(`tiers: accounts of ${tier}`, value.tiers[tier]?.accounts, number);
  checks.equal('tiers: accounts handed off', value.handedOff, upper);
  const told = Object.entries(value.tiers).filter(([, tier]) => tier.accounts > 0).map(([tier, { accounts: number }]) => `${tier} ${count(number)}`);
  return { figures: `${told.join(', ')}; ${count(value.handedOff)} handed off`, handedOff: value.handedOff, tiers: value.tiers };
}
