import type { TierPolicy } from '../policy/tier-policy.ts';
import { normalBelow } from '../sizes/normal.ts';
import type { SizeGrid } from '../sizes/size-grid.ts';
import type { Company } from './company.ts';

const MOST_OF_FEW = 6;

interface Window {
  readonly from: number;
  readonly to: number;
  readonly spread: number;
  readonly shift: number;
  readonly stray: number;
}

/** Likelihood of what was bought, by headcount; null where nothing tells. Spend is heard where the seats are not told. */
export function likelihoodOfPurchases(company: Company, policy: TierPolicy, grid: SizeGrid): Float64Array | null {
  const window = windowOf(company, policy);
  if (!window) return null;
  const { few, level, seatsPerHead, spread: within, spreadOfIndustries } = policy.market.purchases;
  const industry = (company.industry && policy.market.industries[company.industry]);
  const perHead = Math.log(industry?.seatsPerHead ?? seatsPerHead) + window.shift;
  const outside = Math.hypot(industry ? 0 : spreadOfIndustries, window.spread);
  const ofStray = window.stray * shareOfTrials(window, policy.market.purchases);
  const ofFew = shareOfFew(window);
  return grid.logs.map((log, cell) => {
    const place = grid.classes[cell] ?? 0;
    const spread = Math.hypot(within[place] ?? 1, outside);
    const mean = log + perHead + (level[place] ?? 0);
    const bought = normalBelow((window.to - mean) / spread) - normalBelow((window.from - mean) / spread);
    const share = few[place] ?? 0;
    return ofStray + (1 - window.stray) * (share * ofFew + (1 - share) * bought);
  });
}

function windowOf({ seats, spend }: Company, { market: { purchases }, seatPrice }: TierPolicy): Window | null {
  if (seats !== undefined && seats >= 1) {
    const stray = spend !== undefined && spend > 0 ? purchases.stray : spend === 0 ? 0.98 : purchases.strayUnpaid;
    return { from: seats < 1.5 ? -Infinity : Math.log(seats - 0.5), to: Math.log(seats + 0.5), spread: 0, shift: 0, stray };
  }
  if (spend === undefined || spend <= 0) return null;
  const log = Math.log(spend / seatPrice);
  return { from: log - 0.1, to: log + 0.1, spread: purchases.discountSpread, shift: purchases.discount, stray: purchases.stray };
}

function shareOfFew({ from, to, shift }: Window): number {
  const low = Math.max(Math.exp(from - shift), 0.5);
  const high = Math.min(Math.exp(to - shift), MOST_OF_FEW + 0.5);
  return Math.max(0, high - low) / MOST_OF_FEW;
}

const shareOfTrials = ({ from, to }: Window, { trialSeats, trialSpread }: TierPolicy['market']['purchases']): number => {
  const below = (log: number): number => normalBelow((log - Math.log(trialSeats)) / trialSpread);
  return below(to) - below(from);
};
