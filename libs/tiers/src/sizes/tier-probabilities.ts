import { JUDGED_TIERS, type JudgedTier } from '../policy/tier-policy.ts';
import type { SizeGrid } from './size-grid.ts';

/** Of SOHO, SMB, UMM and ENTERPRISE. */
export type Probabilities = readonly [number, number, number, number];

/** What is heard of the revenue. */
export interface RevenueView {
  /** Of the figure that was told, by headcount; null where none was. */
  readonly likelihood: Float64Array | null;
  /** Probability, by headcount, that the revenue fits under each ceiling: three for each cell, one after the other. */
  readonly fits: Float64Array;
}

/** Probabilities of the tiers of a company by itself: Bayes' rule over all headcounts. */
export function tiersOf(grid: SizeGrid, likelihoods: readonly Float64Array[], { likelihood, fits }: RevenueView): Probabilities {
  let [soho, smb, umm, total] = [0, 0, 0, 0];
  for (let cell = 0; cell < grid.cells; cell += 1) {
    let weight = (grid.prior[cell] ?? 0) * (likelihood === null ? 1 : (likelihood[cell] ?? 1));
    for (let index = 0; index < likelihoods.length; index += 1) weight *= likelihoods[index]?.[cell] ?? 1;
    if (!(weight > 0)) continue;
    total += weight;
    const tier = grid.tiers[cell] ?? 0;
    if (tier < 1) soho += weight * (fits[cell * 3] ?? 0);
    if (tier < 2) smb += weight * (fits[cell * 3 + 1] ?? 0);
    if (tier < 3) umm += weight * (fits[cell * 3 + 2] ?? 0);
  }
  if (total === 0) return [0.25, 0.25, 0.25, 0.25];
  return [soho / total, Math.max(0, smb - soho) / total, Math.max(0, umm - smb) / total, Math.max(0, total - Math.max(umm, smb)) / total];
}

export const upperOf = ([, , umm, enterprise]: Probabilities): number => Math.min(1, umm + enterprise);

/** The tier for which something speaks most, and how many times likelier the upper ones are by it, as a natural logarithm. */
export interface Speech {
  readonly says: JudgedTier;
  readonly weight: number;
}

const SMALLEST = 1e-6;

export function speechOf(before: Probabilities, after: Probabilities): Speech {
  const lifts = JUDGED_TIERS.map((tier, place) => [tier, (after[place] ?? 0) / (before[place] ?? 1)] as const);
  const [says] = lifts.reduce((best, next) => (next[1] > best[1] ? next : best));
  const odds = (probabilities: Probabilities): number => Math.max(upperOf(probabilities), SMALLEST) / Math.max(1 - upperOf(probabilities), SMALLEST);
  return { says, weight: Math.round(Math.log(odds(after) / odds(before)) * 100) / 100 };
}
