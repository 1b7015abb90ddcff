import type { TierPolicy } from '../policy/tier-policy.ts';
import { normalBelow, normalDensity } from '../sizes/normal.ts';
import type { SizeGrid } from '../sizes/size-grid.ts';
import type { Headcount } from './company.ts';

// Half of the figures that are of today are rounded.
const ROUNDED = 0.03;
const STRAY_SPREAD = 1.5;

/** Likelihood of a headcount that was told, by the true one. */
export function likelihoodOfHeadcount(told: Headcount, { market }: TierPolicy, { logs }: SizeGrid): Float64Array {
  const { exact, drift, stray } = market.employees;
  const parts = [[exact, ROUNDED], [1 - exact - stray, drift], [stray, STRAY_SPREAD]] as const;
  if (typeof told === 'number') {
    const log = Math.log(Math.max(told, 1));
    return logs.map((mean) => parts.reduce((sum, [share, spread]) => sum + share * normalDensity(log, mean, spread), 0));
  }
  const from = Math.log(Math.max(told.from - 0.5, 0.5));
  const to = told.to === null ? Infinity : Math.log(told.to + 0.5);
  return logs.map((mean) => parts.reduce((sum, [share, spread]) => sum + share * (normalBelow((to - mean) / spread) - normalBelow((from - mean) / spread)), 0));
}
