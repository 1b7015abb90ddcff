import type { Tier } from '@widecast/contracts';

export type TrueTier = Exclude<Tier, 'UNKNOWN'>;
export const TIERS: readonly TrueTier[] = ['SOHO', 'SMB', 'UMM', 'ENTERPRISE'];

export const currencies = ['RUB', 'EUR', 'USD'] as const;
export type Currency = (typeof currencies)[number];

export interface Size {
  /** Average headcount over the year. */
  readonly employees: number;
  /** Of a year, in the currency of the law. */
  readonly revenue: number;
}

export interface Law {
  readonly currency: Currency;
  /** The most that a company of a class may have, both included; above the last is ENTERPRISE. */
  readonly ceilings: Readonly<Record<Exclude<TrueTier, 'ENTERPRISE'>, Size>>;
}

const million = 1_000_000;

/** Micro, small and medium enterprises; the class is the highest that either figure asks for (209-FZ, article 4, part 3). */
export const RU_209_FZ: Law = {
  currency: 'RUB',
  ceilings: {
    SOHO: { employees: 15, revenue: 120 * million },
    SMB: { employees: 100, revenue: 800 * million },
    UMM: { employees: 250, revenue: 2_000 * million },
  },
};

/** Fewer than 10, 50 and 250 persons and turnover within the ceiling (2003/361/EC, annex, article 2); balance sheets are left out. */
export const EU_2003_361: Law = {
  currency: 'EUR',
  ceilings: {
    SOHO: { employees: 9, revenue: 2 * million },
    SMB: { employees: 49, revenue: 10 * million },
    UMM: { employees: 249, revenue: 50 * million },
  },
};

/** No law but the habit of analysts: below 100 persons and $50M small, below 1,000 and $1B the middle; the smallest have fewer than 10. */
export const US_BANDS: Law = {
  currency: 'USD',
  ceilings: {
    SOHO: { employees: 9, revenue: 2 * million },
    SMB: { employees: 99, revenue: 50 * million },
    UMM: { employees: 999, revenue: 1_000 * million },
  },
};

/** The lowest class in whose ceilings both figures fit. */
export function tierBy({ ceilings }: Law, { employees, revenue }: Size): TrueTier {
  const lower = ['SOHO', 'SMB', 'UMM'] as const;
  return lower.find((tier) => employees <= ceilings[tier].employees && revenue <= ceilings[tier].revenue) ?? 'ENTERPRISE';
}

/** Round rates of the world of this market: what one unit is worth in euro. */
const IN_EURO: Readonly<Record<Currency, number>> = { EUR: 1, USD: 0.9, RUB: 0.01 };

export const exchanged = (amount: number, from: Currency, to: Currency): number => (amount * IN_EURO[from]) / IN_EURO[to];
