import { companyNameOf, firstNameOf, signalsOf } from './companies.ts';
import type { Customer } from '../customer.ts';
import { streamOf } from '../random.ts';

/** People who sign up while the funnel runs; the last of them works for a large company. */
export interface Newcomers {
  readonly all: readonly Customer[];
  /** Visit after the first message. */
  readonly visitors: readonly Customer[];
  /** Buy at once. */
  readonly quickBuyers: readonly Customer[];
  /** Of the visitors, buy after the reminder. */
  readonly slowBuyers: readonly Customer[];
  readonly lower: readonly Customer[];
}

const LOWER = 24;
const QUICK = 6;
const VISITING = 8;
const SLOW = 4;

export function newcomersOf(seed: number, before: number): Newcomers {
  const all = Array.from({ length: LOWER + 1 }, (_, index) => newcomer(seed, before + index + 1, index === LOWER));
  const visitors = all.slice(QUICK, QUICK + VISITING);
  return { all, lower: all.slice(0, LOWER), quickBuyers: all.slice(0, QUICK), visitors, slowBuyers: visitors.slice(0, SLOW) };
}

function newcomer(seed: number, number: number, isLarge: boolean): Customer {
  const random = streamOf(seed, number);
  const key = `newcomer-${number}.test`;
  const tier = isLarge ? 'ENTERPRISE' : 'SOHO';
  return {
    number, email: `info@${key}`, name: firstNameOf(random, 'en'), language: 'en', consent: true,
    account: { key, name: companyNameOf(random, 'en'), tier, signals: signalsOf(random, tier) },
    attributes: { signed_up: 'in the demo' },
  };
}
