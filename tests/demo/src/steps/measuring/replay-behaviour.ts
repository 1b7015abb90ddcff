import type { Campaign, CampaignReport } from '../../client/answers.ts';
import type { Demo } from '../../demo.ts';
import type { Customer } from '../../market/customer.ts';
import { deedsOf, outcomesOf, replayOf, type Deed } from '../../market/deeds.ts';
import { streamOf } from '../../market/random.ts';
import { isReachable } from '../../market/reach.ts';
import { count } from '../../report/progress.ts';
import type { Arms } from '../../truth/arms.ts';
import { readReport } from './read-report.ts';
import { tellBehaviour } from './tell-behaviour.ts';

const ORDER = 11;

export interface Replayed {
  readonly figures: string;
  readonly report: CampaignReport;
  /** Everything that happened. */
  readonly deeds: readonly Deed[];
}

/**
 * Everybody does what he does, the upper tiers too: told in random order, some of it twice, some of it only after the first
 * report was read. Both reports must equal the truth of what was told by then.
 */
export async function replayBehaviour(demo: Demo, { campaign, arms }: { readonly campaign: Campaign; readonly arms: Arms }): Promise<Replayed> {
  const { checks, market, seed } = demo;
  const since = new Date();
  const armOf = new Map([...arms].flatMap(([name, members]) => members.map(({ email }) => [email, name] as const)));
  const deeds = deedsOf(market.customers, (customer: Customer) => market.outcomeOf(customer, isReachable(customer) ? (armOf.get(customer.email) ?? null) : null));
  const { early, late, repeats } = replayOf(deeds, streamOf(seed, ORDER));

  const first = await tellBehaviour(demo, early, since);
  await readReport(demo, { name: 'first report', campaignId: campaign.id, arms, outcomeOf: outcomesOf(early) });
  const second = await tellBehaviour(demo, late, since);
  const report = await readReport(demo, { name: 'report', campaignId: campaign.id, arms, outcomeOf: outcomesOf(deeds) });

  checks.equal('behaviour: accepted', first.accepted + second.accepted, deeds.length);
  checks.equal('behaviour: recognised as told before', first.duplicates + second.duplicates, repeats);
  checks.equal('behaviour: rejected', first.rejected.length + second.rejected.length, 0);
  return { figures: `${count(deeds.length)} events, ${count(repeats)} of them told twice, ${count(late.length)} after the first report`, report, deeds };
}
