import type { AccountTruth, ContactRow, Market } from './market.ts';

const COLUMNS = [
  'email', 'name', 'title', 'company', 'domain', 'tax_id', 'legal_form', 'country', 'employees', 'revenue', 'revenue_currency', 'seats', 'spend', 'industry',
  'external_account_id', 'parent_account',
] as const satisfies readonly (keyof ContactRow)[];

const cell = (value: string | number): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const line = (values: readonly (string | number)[]): string => `${values.map(cell).join(',')}\n`;

export function* contactLines({ contacts }: Market): Generator<string> {
  yield line(COLUMNS);
  for (const row of contacts) yield line(COLUMNS.map((column) => row[column]));
}

const truthCells = (row: AccountTruth): readonly (string | number)[] => [
  row.accountId, row.tier, row.groupId, row.duplicateOf, row.employees, row.revenue, row.signals.join(' '), row.traits.join(' '),
];

export function* truthLines({ truth }: Market): Generator<string> {
  yield line(['account_id', 'true_tier', 'group_id', 'duplicate_of', 'employees', 'revenue', 'signals', 'traits']);
  for (const row of truth) yield line(truthCells(row));
}
