import { currencyNamed } from '../reading/currencies.ts';
import type { TierPolicy } from '../policy/tier-policy.ts';
import { normalBelow, normalDensity } from '../sizes/normal.ts';
import type { SizeGrid } from '../sizes/size-grid.ts';
import type { RevenueView } from '../sizes/tier-probabilities.ts';
import type { Company } from './company.ts';

const LOG_THOUSAND = Math.log(1000);
const STRAY_SPREAD = 2;
// Farther off, a figure is no revenue of a year in this currency (12.5 for 12.5 million, a code, a test): it tells nothing of the headcount.
const STRAY_FARTHEST = 3 * STRAY_SPREAD;

interface Reading {
  readonly share: number;
  readonly offset: number;
  readonly noise: number;
}

/** The ways in which a figure of today may have come to be what was told. */
function readingsOf({ market: { revenue } }: TierPolicy): Reading[] {
  const { drift, stray, thousands, thousandfold } = revenue;
  const sound = 1 - stray - thousands - thousandfold;
  return [
    { share: sound / 2, offset: 0, noise: 0.03 }, { share: sound / 2, offset: 0, noise: drift },
    { share: thousands, offset: LOG_THOUSAND, noise: drift }, { share: thousandfold, offset: -LOG_THOUSAND, noise: drift },
  ];
}

/** The revenue as it was told, with its currency where that was: `7000000000 RUB`. */
export function toldRevenue({ revenue, revenueCurrency }: Company): number | string | undefined {
  return revenue === undefined || revenueCurrency === undefined ? revenue : `${revenue} ${currencyNamed(revenueCurrency)}`;
}

/** What a company's revenue is in the currency of the policy, or undefined where the rate is not known. */
export function revenueIn({ revenue, revenueCurrency }: Company, { currency, rates }: TierPolicy): number | undefined {
  if (revenue === undefined || revenue <= 0) return undefined;
  const code = revenueCurrency === undefined ? currency : currencyNamed(revenueCurrency);
  const rate = code === currency ? 1 : rates[code];
  return rate === undefined ? undefined : revenue * rate;
}

/** A revenue that nobody can compare, as the policy has no rate for its currency, or undefined: it may be that of a large company. */
export function unheardRevenueOf(company: Company, policy: TierPolicy): string | undefined {
  const { revenue = 0, revenueCurrency } = company;
  return revenue > 0 && revenueIn(company, policy) === undefined ? `${revenue} ${revenueCurrency ?? ''}` : undefined;
}

/** What the revenue says of a company where the industry makes one expect something, and the figure, if one was told. */
export function revenueView(company: Company, policy: TierPolicy, grid: SizeGrid): RevenueView {
  const expected = expectationOf(company, policy);
  const told = revenueIn(company, policy);
  return told === undefined ? viewWithout(expected, grid) : viewWith({ company, policy, grid });
}

export interface Told {
  readonly company: Company;
  readonly policy: TierPolicy;
  readonly grid: SizeGrid;
}

interface Expectation {
  /** Logarithm of the median for each head, and spread around it. */
  readonly perHead: number;
  readonly spread: number;
  /** Logarithms of the most revenue of SOHO, SMB and UMM. */
  readonly ceilings: readonly [number, number, number];
}

function expectationOf({ industry }: Company, { ceilings: { SOHO, SMB, UMM }, market: { revenue, industries } }: TierPolicy): Expectation {
  const ofIndustry = industry && industries[industry];
  return {
    ceilings: [Math.log(SOHO.revenue), Math.log(SMB.revenue), Math.log(UMM.revenue)],
    perHead: Math.log(ofIndustry?.revenuePerHead ?? revenue.perHead), spread: ofIndustry ? revenue.spread : revenue.spreadOfAll,
  };
}

function viewWithout({ perHead, spread, ceilings }: Expectation, { cells, logs }: SizeGrid): RevenueView {
  const fits = new Float64Array(cells * 3);
  logs.forEach((log, cell) => ceilings.forEach((ceiling, place) => (fits[cell * 3 + place] = normalBelow((ceiling - log - perHead) / spread))));
  return { likelihood: null, fits };
}

/** A company of which a revenue is told. */
export function viewWith({ company, policy, grid }: Told): RevenueView {
  const { perHead, spread, ceilings } = expectationOf(company, policy);
  const told = Math.log(revenueIn(company, policy) ?? 1);
  const { stray } = policy.market.revenue;
  // The revenue of traders and holdings does not follow the headcount: an odd figure is believed as it stands.
  const likelihood = grid.logs.map((log) => stray * normalDensity(Math.min(Math.abs(told - log - perHead), STRAY_FARTHEST), 0, STRAY_SPREAD));
  const fits = new Float64Array(grid.cells * 3).map((_, place) => (told <= (ceilings[place % 3] ?? 0) ? (likelihood[Math.floor(place / 3)] ?? 0) : 0));
  for (const reading of readingsOf(policy)) add({ likelihood, fits }, grid, { ...reading, log: told + reading.offset, perHead, spread, ceilings });
  for (let place = 0; place < fits.length; place += 1) fits[place] = (fits[place] ?? 0) / (likelihood[Math.floor(place / 3)] ?? 1);
  return { likelihood, fits };
}

interface Heard extends Expectation, Reading {
  readonly log: number;
}

// Farther from what is expected, in spreads, a reading is not worth a look.
const FARTHEST = 6;

/** Adds one reading of the figure: by Bayes' rule for normal variables. */
function add({ likelihood, fits }: { likelihood: Float64Array; fits: Float64Array }, { cells, logs }: SizeGrid, heard: Heard): void {
  const { log, share, noise, perHead, spread, ceilings: [first, second, third] } = heard;
  const apart = Math.hypot(spread, noise);
  const trust = (spread / apart) ** 2;
  const left = noise * (spread / apart);
  for (let cell = 0; cell < cells; cell += 1) {
    const mean = (logs[cell] ?? 0) + perHead;
    if (Math.abs(log - mean) > FARTHEST * apart) continue;
    const weight = share * normalDensity(log, mean, apart);
    const centre = mean + trust * (log - mean);
    likelihood[cell] = (likelihood[cell] ?? 0) + weight;
    fits[cell * 3] = (fits[cell * 3] ?? 0) + weight * normalBelow((first - centre) / left);
    fits[cell * 3 + 1] = (fits[cell * 3 + 1] ?? 0) + weight * normalBelow((second - centre) / left);
    fits[cell * 3 + 2] = (fits[cell * 3 + 2] ?? 0) + weight * normalBelow((third - centre) / left);
  }
}
