import { JUDGED_TIERS, type TierPolicy } from '../policy/tier-policy.ts';

/** Headcounts that are told apart: one each where they are few, steps of a sixth above, and never across a border of two tiers or classes. */
export interface SizeGrid {
  readonly cells: number;
  /** Logarithm of the middle of each cell. */
  readonly logs: Float64Array;
  /** Place of the tier that the headcount alone asks for. */
  readonly tiers: Uint8Array;
  /** Place of the class in the tables of the market. */
  readonly classes: Uint8Array;
  /** Share of accounts in each cell. */
  readonly prior: Float64Array;
}

const SINGLE = 20;
const LARGEST = 400_000;
const STEP = 1.16;

/** The lowest headcount of each cell. */
function floorsOf({ ceilings, market }: TierPolicy): number[] {
  const borders = [ceilings.SOHO, ceilings.SMB, ceilings.UMM].map(({ employees }) => Math.floor(employees) + 1);
  const floors = new Set([...borders, ...market.classes].filter((floor) => floor >= 1));
  for (let floor = 1; floor <= LARGEST; floor = Math.max(floor + 1, Math.round(floor >= SINGLE ? floor * STEP : floor + 1))) floors.add(floor);
  return [...floors].toSorted((a, b) => a - b);
}

// Companies of a class are spread by Zipf's law: twice the size, half as many above (Axtell 2001).
const above = (headcount: number): number => 1 / headcount;

export function sizeGridOf(policy: TierPolicy): SizeGrid {
  const { ceilings, market } = policy;
  const floors = floorsOf(policy);
  const end = (index: number): number => floors[index + 1] ?? LARGEST * 2;
  const classes = Uint8Array.from(floors, (floor) => market.classes.findLastIndex((least) => floor >= least));
  const massOf = (low: number, high: number): number => above(low) - above(high);
  const prior = Float64Array.from(floors, (floor, index) => {
    const place = classes[index] ?? 0;
    const whole = massOf(market.classes[place] ?? 1, market.classes[place + 1] ?? LARGEST * 2);
    return (Math.exp(market.headcounts[place] ?? -20) * massOf(floor, end(index))) / whole;
  });
  return {
    cells: floors.length, classes, prior,
    logs: Float64Array.from(floors, (floor, index) => Math.log(Math.sqrt(floor * (end(index) - 1)))),
    tiers: Uint8Array.from(floors, (floor) => JUDGED_TIERS.findIndex((tier) => tier === 'ENTERPRISE' || floor <= ceilings[tier].employees)),
  };
}
