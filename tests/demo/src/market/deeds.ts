import type { Customer, Outcome } from './customer.ts';
import { shuffled, type Random } from './random.ts';

export interface Deed {
  readonly eventId: string;
  readonly customer: Customer;
  readonly type: 'visited' | 'purchased';
  readonly value: number | null;
}

export interface Replay {
  /** In random order, some twice. */
  readonly early: readonly Deed[];
  /** Known only after the first report was read, among them deeds that are told a second time. */
  readonly late: readonly Deed[];
  /** How many of the sendings repeat one that came before. */
  readonly repeats: number;
}

const LATE_SHARE = 0.1;
const TWICE_SHARE = 0.1;

/** All that the customers do, each with an id of its own. */
export function deedsOf(customers: readonly Customer[], outcomeOf: (customer: Customer) => Outcome): Deed[] {
  return customers.flatMap((customer) => {
    const { visit, spend } = outcomeOf(customer);
    const deeds: Deed[] = [];
    if (visit) deeds.push({ eventId: `visit-${customer.number}`, customer, type: 'visited', value: null });
    if (spend !== null) deeds.push({ eventId: `purchase-${customer.number}`, customer, type: 'purchased', value: spend });
    return deeds;
  });
}

/** Shuffles the deeds, tells some of them twice, and holds some back. */
export function replayOf(deeds: readonly Deed[], random: Random): Replay {
  const mixed = shuffled(random, deeds);
  const late = mixed.slice(0, Math.ceil(mixed.length * LATE_SHARE));
  const early = mixed.slice(late.length);
  const twice = early.filter(() => random() < TWICE_SHARE);
  const half = Math.ceil(twice.length / 2);
  return {
    early: shuffled(random, [...early, ...twice.slice(0, half)]),
    late: shuffled(random, [...late, ...twice.slice(half), ...late.slice(0, Math.ceil(late.length * TWICE_SHARE))]),
    repeats: twice.length + Math.ceil(late.length * TWICE_SHARE),
  };
}

/** What the deeds say of each customer; a deed told twice counts once. */
export function outcomesOf(deeds: readonly Deed[]): (customer: Customer) => Outcome {
  const visitors = new Set<string>();
  const spending = new Map<string, number>();
  for (const { customer, type, value } of deeds) {
    if (type === 'visited') visitors.add(customer.email);
    else spending.set(customer.email, value ?? 0);
  }
  return ({ email }) => ({ visit: visitors.has(email), spend: spending.get(email) ?? null });
}
