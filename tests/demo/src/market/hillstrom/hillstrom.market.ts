import { signalsOf, type KnownTier } from '../generated/companies.ts';
import type { Customer, Outcome } from '../customer.ts';
import { readHillstrom, type HillstromRow } from './hillstrom.rows.ts';
import type { ArmPlan, Market, SegmentPlan } from '../market.ts';
import { streamOf } from '../random.ts';

const ARMS: readonly ArmPlan[] = [
  { name: 'Mens E-Mail', subject: 'New this week: for him' },
  { name: 'Womens E-Mail', subject: 'New this week: for her' },
  { name: 'No E-Mail', subject: null },
];

const SEGMENTS: readonly [SegmentPlan, ...SegmentPlan[]] = [
  { name: 'Customers of the last year', rule: { field: 'attributes.segment', op: 'exists' }, matches: () => true },
  {
    name: 'Recent and valuable',
    rule: { all: [{ field: 'attributes.recency', op: 'lte', value: 3 }, { field: 'attributes.history', op: 'gte', value: 300 }] },
    matches: ({ attributes }) => Number(attributes['recency']) <= 3 && Number(attributes['history']) >= 300,
  },
  {
    name: 'Rural or by phone, not new',
    rule: {
      all: [
        { any: [{ field: 'attributes.zip_code', op: 'eq', value: 'Rural' }, { field: 'attributes.channel', op: 'eq', value: 'Phone' }] },
        { not: { field: 'attributes.newbie', op: 'eq', value: 1 } },
      ],
    },
    matches: ({ attributes }) => (attributes['zip_code'] === 'Rural' || attributes['channel'] === 'Phone') && attributes['newbie'] !== 1,
  },
];

const TEXTS: ReadonlySet<string> = new Set(['history_segment', 'zip_code', 'channel', 'segment']);
const OUTCOMES: ReadonlySet<string> = new Set(['visit', 'conversion', 'spend']);
/** A prime, so that the upper tiers look like a sample of the file. */
const STRIDE = 157;
const NOTHING: Outcome = { visit: false, spend: null };

/** The real experiment, and among its customers accounts of the upper tiers that only their tier sets apart. */
export async function readHillstromMarket(file: string, { upperTier, seed }: { readonly upperTier: number; readonly seed: number }): Promise<Market> {
  const customers: Customer[] = [];
  const outcomes: Outcome[] = [];
  for await (const row of readHillstrom(file)) {
    customers.push(customerOf(customers.length + 1, attributesOf(row), 'SOHO', seed));
    outcomes.push({ visit: row['visit'] === '1', spend: row['conversion'] === '1' ? Number(row['spend']) : null });
  }
  const rows = customers.length;
  for (let index = 0; index < upperTier; index += 1) {
    const twin = (index * STRIDE) % rows;
    customers.push(customerOf(rows + index + 1, customers[twin]?.attributes ?? {}, index % 2 === 0 ? 'UMM' : 'ENTERPRISE', seed));
    outcomes.push(outcomes[twin] ?? NOTHING);
  }
  return {
    title: `Hillstrom's experiment, ${rows.toLocaleString('en')} customers, and ${upperTier} accounts of the upper tiers`,
    customers,
    arms: ARMS,
    assignment: { kind: 'attribute', attribute: 'segment', arms: Object.fromEntries(ARMS.map(({ name }) => [name, name])) },
    segments: SEGMENTS,
    outcomeOf: ({ number }) => outcomes[number - 1] ?? NOTHING,
  };
}

function customerOf(number: number, attributes: Customer['attributes'], tier: KnownTier, seed: number): Customer {
  const key = `customer-${number}.test`;
  const account = { key, name: `Customer ${number}`, tier, signals: signalsOf(streamOf(seed, number), tier) };
  return { number, email: `info@${key}`, name: `Customer ${number}`, language: 'en', consent: true, account, attributes };
}

function attributesOf(row: HillstromRow): Customer['attributes'] {
  const known = Object.entries(row).filter(([column]) => !OUTCOMES.has(column));
  return Object.fromEntries(known.map(([column, value]) => [column, TEXTS.has(column) ? value : Number(value)]));
}
