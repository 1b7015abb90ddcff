import { signalsOf } from './companies.ts';
import type { Customer, Outcome } from './customer.ts';
import { readHillstrom, type HillstromRow } from './hillstrom.rows.ts';
import type { ArmPlan, Market, SegmentPlan } from './market.ts';
import { streamOf } from './random.ts';

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

/** The real experiment, and among its customers accounts of the upper tiers that only their tier sets apart. */
export async function readHillstromMarket(file: string, { upperTier, seed }: { readonly upperTier: number; readonly seed: number }): Promise<Market> {
  const customers: Customer[] = [];
  const outcomes: Outcome[] = [];
  const rows: HillstromRow[] = [];
  for await (const row of readHillstrom(file)) rows.push(row);
  for (const row of rows) add(row, { customers, outcomes }, 'SOHO', seed);
  for (let index = 0; index < upperTier; index += 1) {
    add(rows[(index * STRIDE) % rows.length] ?? {}, { customers, outcomes }, index % 2 === 0 ? 'UMM' : 'ENTERPRISE', seed);
  }
  return {
    title: `Hillstrom's experiment, ${rows.length.toLocaleString('en')} customers, and ${upperTier} accounts of the upper tiers`,
    customers,
    arms: ARMS,
    assignment: { kind: 'attribute', attribute: 'segment', arms: Object.fromEntries(ARMS.map(({ name }) => [name, name])) },
    segments: SEGMENTS,
    outcomeOf: ({ number }) => outcomes[number - 1] ?? { visit: false, spend: null },
  };
}

interface Lists {
  readonly customers: Customer[];
  readonly outcomes: Outcome[];
}

function add(row: HillstromRow, { customers, outcomes }: Lists, tier: 'SOHO' | 'UMM' | 'ENTERPRISE', seed: number): void {
  const number = customers.length + 1;
  const key = `customer-${number}.test`;
  customers.push({
    number,
    email: `info@${key}`,
    name: `Customer ${number}`,
    language: 'en',
    consent: true,
    account: { key, name: `Customer ${number}`, tier, signals: signalsOf(streamOf(seed, number), tier) },
    attributes: attributesOf(row),
  });
  outcomes.push({ visit: row['visit'] === '1', spend: row['conversion'] === '1' ? Number(row['spend']) : null });
}

function attributesOf(row: HillstromRow): Customer['attributes'] {
  const known = Object.entries(row).filter(([column]) => !OUTCOMES.has(column));
  return Object.fromEntries(known.map(([column, value]) => [column, TEXTS.has(column) ? value : Number(value)]));
}
