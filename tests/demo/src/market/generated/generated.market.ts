import { companyNameOf, firstNameOf, signalsOf, type KnownTier } from './companies.ts';
import type { Account, Customer, Outcome } from '../customer.ts';
import type { ArmPlan, Market, SegmentPlan } from '../market.ts';
import { between, pick, streamOf } from '../random.ts';

const ARMS: readonly ArmPlan[] = [
  { name: 'Discount', subject: 'A month at half the price', weight: 1, costPerMessage: 0.002 },
  { name: 'Guide', subject: 'A short guide for your trade', weight: 1 },
  { name: 'Hold-out', subject: null, weight: 1 },
];

/** True chances of a visit and of a purchase by a visitor; the hold-out's are also those of everybody else. */
const CHANCES: Readonly<Record<string, readonly [number, number]>> = { Discount: [0.32, 0.18], Guide: [0.26, 0.14] };
const UNTOUCHED = [0.18, 0.1] as const;

const REGIONS = ['north', 'south', 'east', 'west'] as const;
const PLANS = ['free', 'basic', 'plus'] as const;

const SEGMENTS: readonly [SegmentPlan, ...SegmentPlan[]] = [
  { name: 'The whole market', rule: { field: 'attributes.plan', op: 'exists' }, matches: () => true },
  {
    name: 'Russian-speaking sole traders',
    rule: { all: [{ field: 'language', op: 'eq', value: 'ru' }, { field: 'account.tier', op: 'eq', value: 'SOHO' }] },
    matches: ({ language, account }) => language === 'ru' && account.tier === 'SOHO',
  },
  {
    name: 'Paying, in the north or east, silent for a year',
    rule: {
      all: [
        { field: 'attributes.plan', op: 'in', value: ['basic', 'plus'] },
        { any: [{ field: 'attributes.region', op: 'eq', value: 'north' }, { field: 'attributes.region', op: 'eq', value: 'east' }] },
        { not: { field: 'attributes.recency', op: 'lt', value: 12 } },
      ],
    },
    matches: ({ attributes }) =>
      attributes['plan'] !== 'free' && ['north', 'east'].includes(String(attributes['region'])) && Number(attributes['recency']) >= 12,
  },
  {
    name: 'Asked for news',
    rule: { consent: 'advertising', is: true },
    matches: ({ consent }) => consent,
  },
];

export interface GeneratedSize {
  readonly accounts: number;
  readonly seed: number;
}

/** A market of both languages and all four tiers, from a seed. */
export function generateMarket({ accounts, seed }: GeneratedSize): Market {
  const customers: Customer[] = [];
  for (let index = 0; index < accounts; index += 1) customers.push(...peopleOf(index, seed, customers.length));
  return {
    title: `a generated market of ${accounts.toLocaleString('en')} accounts (seed ${seed})`,
    customers,
    arms: ARMS,
    assignment: { kind: 'hash' },
    segments: SEGMENTS,
    outcomeOf: (customer, arm) => outcomeOf(customer, arm, seed),
  };
}

function peopleOf(index: number, seed: number, before: number): Customer[] {
  const random = streamOf(seed, index);
  const language = random() < 0.5 ? 'ru' : 'en';
  const tier = tierAt(random());
  const domain = `company-${index + 1}.test`;
  const account: Account = { key: domain, name: `${companyNameOf(random, language)} ${index + 1}`, tier, signals: signalsOf(random, tier) };
  return Array.from({ length: tier === 'SOHO' ? 1 : between(random, 1, 2) }, (_, person) => ({
    number: before + person + 1,
    email: `${person === 0 ? 'info' : 'office'}@${domain}`,
    name: firstNameOf(random, language),
    language,
    consent: random() < 0.95,
    account,
    attributes: { plan: pick(random, PLANS), region: pick(random, REGIONS), recency: between(random, 1, 24) },
  }));
}

function tierAt(draw: number): KnownTier {
  if (draw < 0.7) return 'SOHO';
  if (draw < 0.94) return 'SMB';
  return draw < 0.985 ? 'UMM' : 'ENTERPRISE';
}

function outcomeOf({ number }: Customer, arm: string | null, seed: number): Outcome {
  const random = streamOf(seed + 1, number);
  const [visits, buys] = CHANCES[arm ?? ''] ?? UNTOUCHED;
  const visit = random() < visits;
  const isSold = visit && random() < buys;
  return { visit, spend: isSold ? between(random, 500, 40_000) / 100 : null };
}
