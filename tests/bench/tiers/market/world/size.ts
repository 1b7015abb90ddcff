import { between } from '../../../../demo/src/market/random.ts';
import { chance, logNormal, pareto, weighted, type Random } from '../draws.ts';
import { exchanged, tierBy, TIERS, type Size, type TrueTier } from '../laws.ts';
import type { Region } from '../regions/region.ts';
import { INDUSTRIES, type IndustryId } from './industries.ts';

/** Firm sizes follow Zipf's law: exponent 1.06 (Axtell 2001). */
const ZIPF = 1.06;
const LARGEST = 150_000;
const SPREAD = 0.6;
/** A holding or a trader with nearly no staff and the turnover of a large firm. */
const RICH_DWARF = 0.0008;

const floorOf = ({ law }: Region, tier: TrueTier): number => {
  const below = TIERS[TIERS.indexOf(tier) - 1];
  return below === undefined || below === 'ENTERPRISE' ? 1 : law.ceilings[below].employees + 1;
};

const ceilingOf = ({ law }: Region, tier: TrueTier): number => (tier === 'ENTERPRISE' ? LARGEST : law.ceilings[tier].employees + 1);

export function headcountOf(random: Random, region: Region): number {
  const tier = weighted(random, region.headcountClasses);
  return Math.floor(pareto(random, { low: floorOf(region, tier), high: ceilingOf(region, tier), exponent: ZIPF }));
}

export function revenueOf(random: Random, { region, industry, employees }: { readonly region: Region; readonly industry: IndustryId; readonly employees: number }): number {
  const median = exchanged(INDUSTRIES[industry].revenuePerEmployee, 'EUR', region.law.currency) * region.productivity;
  return Math.round(employees * logNormal(random, median, SPREAD));
}

export function sizeOf(random: Random, region: Region, industry: IndustryId): { readonly size: Size; readonly dwarf: boolean } {
  if (chance(random, RICH_DWARF)) {
    const { law } = region;
    return { size: { employees: between(random, 1, 3), revenue: Math.round(law.ceilings.SMB.revenue * pareto(random, { low: 1.05, high: 20, exponent: 1 })) }, dwarf: true };
  }
  const employees = headcountOf(random, region);
  return { size: { employees, revenue: revenueOf(random, { region, industry, employees }) }, dwarf: false };
}

/** The class that the headcount alone would give. */
export const looksOf = ({ law }: Region, { employees }: Size): TrueTier => tierBy(law, { employees, revenue: 0 });

/** Whether a fifth more or less would make it another class. */
export function isNearBorder({ law }: Region, size: Size): boolean {
  const scaled = (factor: number): Size => ({ employees: Math.round(size.employees * factor), revenue: size.revenue * factor });
  return tierBy(law, scaled(1.2)) !== tierBy(law, scaled(1 / 1.2));
}
