import type { MarketModel } from '../policy/market-model.ts';
import type { TierCeilings, TierPolicy, Treatment } from '../policy/tier-policy.ts';
import { AMERICA } from './markets/america.market.ts';
import { EUROPE } from './markets/europe.market.ts';
import { RUSSIA } from './markets/russia.market.ts';

const million = 1_000_000;

/** What is likelier than not is taken for true; mass messages go only where a large company is hardly thinkable. */
const CAREFUL: Treatment = { upperFrom: 0.5, massBelow: 0.03, unknown: 'lower', keeps: 0.1, subsidiaries: 'joined', contested: 'upper' };

const ceilingsOf = (employees: readonly [number, number, number], revenue: readonly [number, number, number]): TierCeilings => ({
  SOHO: { employees: employees[0], revenue: revenue[0] }, SMB: { employees: employees[1], revenue: revenue[1] }, UMM: { employees: employees[2], revenue: revenue[2] },
});

/** Round rates; give your own where it matters. */
const EURO = { currency: 'EUR', rates: { USD: 0.9, GBP: 1.15, CHF: 1.05, RUB: 0.01 }, seatPrice: 120 } as const;
const preset = (policy: Omit<TierPolicy, 'treatment' | 'market'>, market: MarketModel): TierPolicy => ({ ...policy, treatment: CAREFUL, market });

/** Ready policies by name. Each figure of a market was fitted on generated markets (`tests/bench/tiers`), not on yours. */
export const PRESETS: Readonly<Record<'international' | 'ru-209-fz' | 'eu-2003-361' | 'us-bands', TierPolicy>> = {
  international: preset({
    version: 'international-2', title: 'Below 10, 250 and 1,000 people; 2, 50 and 1,000 million euros', ...EURO, ceilings: ceilingsOf([9, 249, 999], [2 * million, 50 * million, 1000 * million]),
  }, EUROPE),
  'ru-209-fz': preset({
    version: 'ru-209-fz-1', title: 'Micro, small and medium enterprises by 209-FZ article 4 and decree 265 of 2016: to 15, 100 and 250 people; 120, 800 and 2,000 million roubles',
    currency: 'RUB', rates: { EUR: 100, USD: 90 }, seatPrice: 9000, ceilings: ceilingsOf([15, 100, 250], [120 * million, 800 * million, 2000 * million]),
  }, RUSSIA),
  'eu-2003-361': preset({
    version: 'eu-2003-361-1', title: 'Micro, small and medium enterprises by 2003/361/EC: below 10, 50 and 250 people; 2, 10 and 50 million euros', ...EURO,
    ceilings: ceilingsOf([9, 49, 249], [2 * million, 10 * million, 50 * million]),
  }, EUROPE),
  'us-bands': preset({
    version: 'us-bands-1', title: 'Bands usual in the United States: below 10, 100 and 1,000 people; 2, 50 and 1,000 million dollars',
    currency: 'USD', rates: { EUR: 1.1, GBP: 1.3, RUB: 0.011 }, seatPrice: 150, ceilings: ceilingsOf([9, 99, 999], [2 * million, 50 * million, 1000 * million]),
  }, AMERICA),
};
export type PresetName = keyof typeof PRESETS;
