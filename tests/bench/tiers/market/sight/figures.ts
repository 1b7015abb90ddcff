import { pick } from '../../../../demo/src/market/random.ts';
import { chance, geometric, normal, weighted, type Random } from '../draws.ts';
import { exchanged, type Currency, type Size, type TrueTier } from '../laws.ts';
import type { Trait } from '../market.ts';
import type { Region } from '../regions/region.ts';
import type { Account } from '../world/account.ts';

/** Share of accounts that a data vendor knows; what he knows of the others comes from the sign-up form. */
const IS_ENRICHED: Readonly<Record<TrueTier, number>> = { SOHO: 0.42, SMB: 0.52, UMM: 0.62, ENTERPRISE: 0.68 };
const SHOWN = { enriched: { employees: 0.94, revenue: 0.82 }, others: { employees: 0.14, revenue: 0.05 } };
const BANDS = [[1, 10], [11, 50], [51, 200], [201, 500], [501, 1_000], [1_001, 5_000], [5_001, 10_000]] as const;
const STALE_YEARS = 3;
const WRONG_UNIT = { thousands: 0.018, thousandfold: 0.004 };

export interface SeenFigures {
  readonly employees: string;
  readonly revenue: string;
  readonly revenue_currency: string;
  readonly traits: readonly Trait[];
}

const bandOf = (employees: number): string => {
  const band = BANDS.find(([, high]) => employees <= high);
  return band ? band.join('-') : '10001+';
};

const rounded = (value: number, figures: number): number => Number(value.toPrecision(figures));

function writtenHeadcount(random: Random, employees: number): { text: string; traits: Trait[] } {
  if (chance(random, 0.12)) return { text: bandOf(employees), traits: ['banded-employees'] };
  if (employees >= 20 && chance(random, 0.5)) return { text: String(rounded(employees, employees >= 1000 ? 2 : 1 + Number(chance(random, 0.7)))), traits: [] };
  return { text: String(employees), traits: [] };
}

/** What the figure was some years ago: companies drift, the small ones more. */
function pastOf(random: Random, now: Size): { size: Size; years: number } {
  const years = geometric(random, 1.1);
  const drift = (): number => Math.exp(-0.03 * years + Math.sqrt(years) * normal(random) * (now.employees < 50 ? 0.11 : 0.07));
  return { size: { employees: Math.max(1, Math.round(now.employees * drift())), revenue: now.revenue * drift() }, years };
}

/** Whose figures the vendor found: those of the legal entity, or of the group that it belongs to. */
function sourceOf(random: Random, { own, whole, traits }: Account): { size: Size; traits: Trait[] } {
  const ofGroup = traits.includes('parent') ? 0.7 : 0.3;
  return whole !== own && chance(random, ofGroup) ? { size: whole, traits: ['group-figures'] } : { size: own, traits: [] };
}

function writtenRevenue(random: Random, region: Region, revenue: number): { text: string; currency: string; traits: Trait[] } {
  const home = region.law.currency;
  const currency = chance(random, 0.95) ? home : weighted<Currency>(random, region.foreign);
  const slip = random();
  const unit = slip < WRONG_UNIT.thousands ? 0.001 : slip < WRONG_UNIT.thousands + WRONG_UNIT.thousandfold ? 1000 : 1;
  const amount = rounded(exchanged(revenue, home, currency) * unit, pick(random, [2, 3, 3, 4]));
  const isCodeLeftOut = currency === home && chance(random, 0.08);
  return { text: String(Math.round(amount)), currency: isCodeLeftOut ? '' : currency, traits: unit === 1 ? [] : ['wrong-unit'] };
}

export function figuresOf(random: Random, region: Region, account: Account): SeenFigures {
  const shown = SHOWN[chance(random, IS_ENRICHED[account.looks]) ? 'enriched' : 'others'];
  const source = sourceOf(random, account);
  const past = pastOf(random, source.size);
  const headcount = writtenHeadcount(random, past.size.employees);
  const revenue = writtenRevenue(random, region, past.size.revenue);
  const showsHeadcount = chance(random, shown.employees);
  const showsRevenue = chance(random, shown.revenue);
  return {
    employees: showsHeadcount ? headcount.text : '',
    revenue: showsRevenue ? revenue.text : '',
    revenue_currency: showsRevenue ? revenue.currency : '',
    traits: [
      ...(showsHeadcount ? headcount.traits : []), ...(showsRevenue ? revenue.traits : []), ...(showsHeadcount || showsRevenue ? source.traits : []),
      ...(showsHeadcount && past.years >= STALE_YEARS ? ['stale-employees' as const] : []),
    ],
  };
}
