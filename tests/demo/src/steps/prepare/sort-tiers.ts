import { isDeepStrictEqual } from 'node:util';
import { tier } from '@widecast/contracts';
import type { Tiers } from '../../client/answers.ts';
import { lastSeen } from '../../client/patience.ts';
import type { Demo } from '../../demo.ts';
import { isUpper } from '../../market/reach.ts';
import { count } from '../../report/progress.ts';

/** The policy must find the true tier of every account, and hand over all of the upper ones. */
export async function sortTiers({ api, market, checks }: Demo): Promise<{ readonly figures: string; readonly handedOff: number; readonly tiers: Tiers['tiers'] }> {
  const accounts = new Map(market.customers.map((customer) => [customer.account.key, customer]));
  const upper = [...accounts.values()].filter(isUpper).length;
  const truth = Object.fromEntries(tier.options.map((name) => [name, {
    accounts: [...accounts.values()].filter(({ account }) => account.tier === name).length,
    contacts: market.customers.filter(({ account }) => account.tier === name).length,
  }]));
  const isDone = ({ tiers, handedOff }: Tiers): boolean => handedOff === upper && isDeepStrictEqual(tiers, truth);
  const { value } = await lastSeen({ what: 'tiers', seconds: 60, read: () => api.get<Tiers>('tiers'), isDone });

  for (const [name, counts] of Object.entries(truth)) checks.equal(`tiers: accounts and contacts of ${name}`, told(value.tiers[name]), told(counts));
  checks.equal('tiers: accounts handed off', value.handedOff, upper);
  const figures = Object.entries(value.tiers).filter(([, counts]) => counts.accounts > 0).map(([name, counts]) => `${name} ${count(counts.accounts)}`);
  return { figures: `${figures.join(', ')}; ${count(value.handedOff)} handed off`, handedOff: value.handedOff, tiers: value.tiers };
}

const told = (counts: Tiers['tiers'][string] | undefined): readonly unknown[] => [counts?.accounts ?? 0, counts?.contacts ?? 0];
