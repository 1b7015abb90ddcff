import { CompiledPolicy, classify, joined, PRESETS, type TierPolicy, type Verdict } from '@widecast/tiers';
import { isUpperTier, type Tier } from '@widecast/contracts';
import { casesIn, casesOf, linksOf, type Case } from './companies.ts';
import type { MarketOptions } from './market/generate-market.ts';
import type { AccountTruth, Market, SignalName } from './market/market.ts';
import type { RegionId } from './market/regions/region.ts';
import type { Judgement } from './metrics.ts';

export const POLICIES: Readonly<Record<RegionId, TierPolicy>> = { RU: PRESETS['ru-209-fz'], EU: PRESETS['eu-2003-361'], US: PRESETS['us-bands'] };
const SIZE: ReadonlySet<SignalName> = new Set<SignalName>(['employees', 'revenue', 'seats', 'spend']);

export interface Judged extends Judgement {
  readonly upper: number;
  /** Of size alone: employees, revenue, seats, spend. */
  readonly figures: number;
  readonly hasBoth: boolean;
  /** What is true of it. */
  readonly account: AccountTruth;
}

export interface JudgedMarket {
  readonly region: RegionId;
  readonly policy: TierPolicy;
  /** Of CPU time. */
  readonly accountsPerSecond: number;
  readonly alone: readonly Judged[];
  /** Accounts that share a tax id, a domain or a parent have the tier of the largest. */
  readonly joined: readonly Judged[];
}

function judgedOf({ truth }: Case, { tier, confidence, upper }: Verdict, { treatment }: TierPolicy): Judged {
  const isMailed = !isUpperTier(tier) && (tier === 'UNKNOWN' ? treatment.unknown === 'lower' : upper < treatment.massBelow);
  return {
    truth: truth.tier, tier, confidence, upper, signals: truth.signals.length, figures: truth.signals.filter((signal) => SIZE.has(signal)).length,
    account: truth, hasBoth: truth.signals.includes('employees') && truth.signals.includes('revenue'),
    treatment: isUpperTier(tier) ? 'handed-off' : isMailed ? 'mailed' : 'neither',
  };
}

export function judgeMarket(options: MarketOptions): JudgedMarket {
  const policy = POLICIES[options.region];
  const compiled = new CompiledPolicy(policy);
  const cases = casesOf(options);
  const start = process.cpuUsage();
  const verdicts = cases.map(({ company }) => classify(company, compiled));
  const seconds = process.cpuUsage(start).user / 1_000_000;
  const together = joined(cases.map((one, index) => ({ keys: linksOf(one), verdict: verdicts[index] as Verdict })));
  const judge = (some: readonly Verdict[]): Judged[] => cases.flatMap((one, index) => some[index] ? [judgedOf(one, some[index], policy)] : []);
  return { region: options.region, policy, accountsPerSecond: Math.round(cases.length / seconds), alone: judge(verdicts), joined: judge(together) };
}

/** The tiers that the policy gives the accounts of a market, joined as the service does it. */
export function tiersOfMarket(market: Market, region: RegionId): { accountId: string; tier: Tier }[] {
  const compiled = new CompiledPolicy(POLICIES[region]);
  const cases = casesIn(market);
  const verdicts = joined(cases.map((one) => ({ keys: linksOf(one), verdict: classify(one.company, compiled) })));
  return cases.flatMap(({ truth }, index) => verdicts[index] ? [{ accountId: truth.accountId, tier: verdicts[index].tier }] : []);
}
