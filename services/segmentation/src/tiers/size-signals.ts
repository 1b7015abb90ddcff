import type { Headcount } from '@widecast/tiers';

const SIZE_SIGNALS: ReadonlySet<string> = new Set(['employees', 'revenue', 'seats', 'spend']);

// One separator in all places, each before three digits; the narrow and the no-break space are what spreadsheets write.
const GROUPED = /^-?[1-9]\d{0,2}(?:([\s',\u2019])\d{3})(?:\1\d{3})*(?:\.\d+)?$/u;
const GROUPED_BY_DOTS = /^-?[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?$/;
const PLAIN = /^-?\d+(?:\.\d+)?$/;
const DECIMAL_COMMA = /^-?\d+,(?:\d{1,2}|\d{4,})$/;
// 12.000 people are twelve or twelve thousand, and the two are worked quite differently.
const AMBIGUOUS = /^-?[1-9]\d{0,2}\.\d{3}$/;
const LARGEST = 1e15;

/** The name of the signal of size that is meant, whatever its case, or null: a tier hangs on it, so it must be a number. */
export function sizeSignalOf(name: string): string | null {
  const lower = name.trim().toLowerCase();
  return SIZE_SIGNALS.has(lower) ? lower : null;
}

/** The number in a cell as people and spreadsheets write it, or null where it is none or could be two. */
export function sizeOf(cell: string): number | null {
  const plain = plainOf(cell.trim());
  const size = plain === null ? NaN : Number(plain);
  return Math.abs(size) < LARGEST ? size : null;
}

function plainOf(text: string): string | null {
  if (AMBIGUOUS.test(text)) return null;
  if (PLAIN.test(text)) return text;
  if (GROUPED.test(text)) return text.replaceAll(/[^\d.-]/g, '');
  if (GROUPED_BY_DOTS.test(text)) return text.replaceAll('.', '').replace(',', '.');
  return DECIMAL_COMMA.test(text) ? text.replace(',', '.') : null;
}

// As data vendors write it: 51-200, 10001+, 1,001-5,000 employees.
const BAND = /^(\d{1,7})\s?(?:[-\u2013]\s?(\d{1,7})|\+)(?:\s(?:employees|people|сотрудников|чел\.?|человек))?$/iu;
const SEPARATED = /(?<=\b\d{1,3})[\s',\u2019](?=\d{3}(?!\d))/gu;

/** The band of headcounts that a text names, or undefined. */
export function bandOf(text: string): Exclude<Headcount, number> | undefined {
  const [, from, to] = BAND.exec(text.trim().replaceAll(SEPARATED, '')) ?? [];
  if (from === undefined || (to !== undefined && Number(to) < Number(from))) return undefined;
  return { from: Number(from), to: to === undefined ? null : Number(to) };
}

/** What a cell tells of a size: a number, or of employees a band as it stands; null where it is neither. */
export function sizeToldBy(signal: string, cell: string): number | string | null {
  return sizeOf(cell) ?? (signal === 'employees' && bandOf(cell) ? cell.trim() : null);
}
