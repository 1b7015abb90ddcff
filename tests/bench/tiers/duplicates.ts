import { waitUntil, type TestService } from '@widecast/testing';
import { casesIn, linksOf } from './companies.ts';
import { groupBy } from './group-by.ts';
import type { AccountTruth } from './market/market.ts';
import type { MarketOptions } from './market/generate-market.ts';
import { rateOf, type Rate } from './metrics.ts';
import { withMarket } from './service-pass.ts';

interface Proposal {
  readonly score: number;
  readonly keys: readonly string[];
}

export interface DuplicateFigures {
  readonly region: string;
  readonly accounts: number;
  /** Pairs of accounts that are one company. */
  readonly pairs: number;
  /** Of the proposals from each score on. */
  readonly from: readonly { readonly score: number; readonly precision: Rate | null; readonly recall: Rate | null }[];
  /** Of the pairs that have a tax id or a domain in common: the others show nothing but a name. */
  readonly tellingRecall: Rate | null;
  /** What proposals are that are no duplicates. */
  readonly others: { readonly sameGroup: number; readonly strangers: number };
}

const SCORES = [0.5, 0.6, 0.7, 0.8, 0.9];

async function proposalsOf(service: TestService): Promise<Proposal[]> {
  const { status } = await service.post('/v1/duplicates/search', {});
  if (status !== 202) throw new Error(`No search was begun (${status})`);
  await waitUntil(async () => !((await service.get('/v1/duplicates/search')).body as { running: boolean }).running, { what: 'the search', timeout: 120_000 });
  const found: Proposal[] = [];
  for (let after = ''; ;) {
    const page = (await service.get(`/v1/duplicates?limit=1000${after}`)).body as { duplicates: { score: number; accounts: { key: string }[] }[]; after: string | null };
    found.push(...page.duplicates.map(({ score, accounts }) => ({ score, keys: accounts.map(({ key }) => key) })));
    if (page.after === null) return found;
    after = `&after=${page.after}`;
  }
}

const nameOf = (keys: readonly string[]): string => keys.toSorted().join(' ');

/** The account that this one, or what it repeats, was first. */
function firstOf(account: AccountTruth, byId: ReadonlyMap<string, AccountTruth>): string {
  const original = byId.get(account.duplicateOf);
  return original ? firstOf(original, byId) : account.accountId;
}

/** What the service proposes as duplicates on a market with truth. Whoever repeats one account repeats what it repeats too. */
export function duplicatesIn(options: MarketOptions): Promise<DuplicateFigures> {
  return withMarket(options, async (service, market) => {
    const byId = new Map(market.truth.map((account) => [account.accountId, account]));
    const byKey = new Map(casesIn(market).map((one) => [one.truth.accountId.toLowerCase(), { ...one.truth, first: firstOf(one.truth, byId), links: linksOf(one) }]));
    const copies = [...groupBy([...byKey], ([, { first }]) => first).values()];
    const pairs = copies.flatMap((some) => some.flatMap(([key, one], n) => some.slice(n + 1).map(([otherKey, other]) => ({ name: nameOf([key, otherKey]), isTelling: one.links.some((link) => other.links.includes(link)) }))));
    const truth = new Set(pairs.map(({ name }) => name));
    const proposals = (await proposalsOf(service)).map(({ score, keys }) => {
      const [one, other] = keys.map((key) => byKey.get(key));
      const isTrue = truth.has(nameOf(keys));
      return { name: nameOf(keys), score, isTrue, sameGroup: !isTrue && one !== undefined && one.groupId !== '' && one.groupId === other?.groupId };
    });
    const proposed = new Set(proposals.map(({ name }) => name));
    const telling = pairs.filter(({ isTelling }) => isTelling);
    const right = (score: number): number => proposals.filter((one) => one.score >= score && one.isTrue).length;
    const sameGroup = proposals.filter((one) => one.sameGroup).length;
    return {
      region: options.region, accounts: byKey.size, pairs: pairs.length, tellingRecall: rateOf(telling.filter(({ name }) => proposed.has(name)).length, telling.length),
      from: SCORES.map((score) => ({ score, precision: rateOf(right(score), proposals.filter((one) => one.score >= score).length), recall: rateOf(right(score), pairs.length) })),
      others: { sameGroup, strangers: proposals.length - right(0) - sameGroup },
    };
  });
}
