import { shuffled, streamOf } from '../../../demo/src/market/random.ts';
import type { Law } from './laws.ts';
import type { Market } from './market.ts';
import { america } from './regions/america.ts';
import { europe } from './regions/europe.ts';
import type { Region, RegionId } from './regions/region.ts';
import { russia } from './regions/russia.ts';
import { entryOf } from './sight/entry.ts';
import type { Account } from './world/account.ts';
import { drawCompany } from './world/company.ts';
import { groupOf, isGroup } from './world/groups.ts';
import { withRelatives } from './world/relatives.ts';

export const REGIONS: Readonly<Record<RegionId, Region>> = { RU: russia, EU: europe, US: america };

export interface MarketOptions {
  readonly region: RegionId;
  /** How many accounts the file names; each has one contact or more. */
  readonly accounts: number;
  readonly seed: number;
  /** Instead of the region's own; its currency must be the region's. */
  readonly law?: Law;
}

/** Draws until a text was never drawn before. */
function freshText(): (draw: () => string) => string {
  const taken = new Set<string>();
  return (draw) => {
    let text = draw();
    while (taken.has(text)) text = draw();
    taken.add(text);
    return text;
  };
}

function population(region: Region, { accounts, seed }: MarketOptions): Account[] {
  const fresh = freshText();
  const people: Account[] = [];
  for (let place = 0; people.length < accounts; place += 1) {
    const world = { region, place, fresh, random: streamOf(seed, place) };
    const company = drawCompany(world);
    people.push(...withRelatives(world, isGroup(world, company) ? groupOf(world, company) : [company]));
  }
  return people.slice(0, accounts);
}

function regionOf({ region, law }: MarketOptions): Region {
  const found = REGIONS[region];
  if (law && law.currency !== found.law.currency) throw new RangeError(`The law of ${region} must count in ${found.law.currency}; got ${law.currency}`);
  return law ? { ...found, law } : found;
}

/** A file of contacts and the truth about its accounts; the same options give the same market. Throws RangeError on a law in another currency. */
export function generateMarket(options: MarketOptions): Market {
  const region = regionOf(options);
  const accounts = shuffled(streamOf(options.seed, -1), population(region, options));
  const ids = new Map(accounts.map((account, index) => [account, `A${String(index + 1).padStart(7, '0')}`]));
  const takenAddresses = new Set<string>();
  const entries = accounts.map((account, index) => entryOf(streamOf(options.seed ^ 0x5bd1e995, index), { region, account, ids, takenAddresses }));
  return { contacts: shuffled(streamOf(options.seed, -2), entries.flatMap(({ rows }) => rows)), truth: entries.map(({ truth }) => truth) };
}
