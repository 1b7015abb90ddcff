import { between, pick } from '../../../../demo/src/market/random.ts';
import { chance, logNormal, weighted, type Random } from '../draws.ts';
import type { TrueTier } from '../laws.ts';
import type { Trait } from '../market.ts';
import type { Region } from '../regions/region.ts';
import type { Account } from '../world/account.ts';
import { INDUSTRIES } from '../world/industries.ts';

const RELATION = { customer: 60, trial: 12, prospect: 28 } as const;
/** A department or one curious employee buys; the firm behind is not seen in the seats. */
const FEW_SEATS: Readonly<Record<TrueTier, number>> = { SOHO: 0, SMB: 0.1, UMM: 0.28, ENTERPRISE: 0.35 };
const TRIAL_SEATS = [5, 10, 25, 50, 100] as const;
/** Agencies and schools that buy seats for others. */
const BUYS_FOR_OTHERS = 0.008;

export interface SeenPurchases {
  readonly seats: string;
  /** Of the last twelve months, in the currency of the vendor, which is that of the region. */
  readonly spend: string;
  readonly relation: keyof typeof RELATION;
  readonly traits: readonly Trait[];
}

function seatsOf(random: Random, { own, looks, industry }: Account): { seats: number; traits: Trait[] } {
  if (chance(random, FEW_SEATS[looks])) return { seats: between(random, 1, looks === 'SMB' ? 3 : 6), traits: ['few-seats'] };
  if (chance(random, BUYS_FOR_OTHERS)) return { seats: Math.round(logNormal(random, 30, 0.8)) + own.employees, traits: [] };
  const desks = own.employees * Math.min(1, logNormal(random, INDUSTRIES[industry].desks, 0.25));
  const isSmall = looks === 'SOHO' || looks === 'SMB';
  const penetration = isSmall ? 0.55 + 0.5 * random() : 0.12 + 0.8 * random();
  return { seats: Math.max(1, Math.round(desks * penetration)), traits: [] };
}

function spendOf(random: Random, region: Region, seats: number): number {
  const discount = 1 - Math.min(0.45, 0.09 * Math.log10(seats));
  const partOfYear = chance(random, 0.2) ? 0.1 + 0.9 * random() : 1;
  return Math.round(seats * region.seatPrice * discount * partOfYear * logNormal(random, 1, 0.15));
}

export function purchasesOf(random: Random, region: Region, account: Account): SeenPurchases {
  const relation = weighted(random, RELATION);
  if (relation === 'prospect') return { seats: '', spend: '', relation, traits: [] };
  if (relation === 'trial') return { seats: String(pick(random, TRIAL_SEATS)), spend: chance(random, 0.5) ? '0' : '', relation, traits: ['trial-seats'] };
  const { seats, traits } = seatsOf(random, account);
  const spend = spendOf(random, region, seats);
  return { seats: chance(random, 0.95) ? String(seats) : '', spend: chance(random, 0.92) ? String(spend) : '', relation, traits };
}
