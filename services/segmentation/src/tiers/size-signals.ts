import { INTERNATIONAL_POLICY } from './tier-policy.ts';

const COUNTED_HERE = 'contacts';
const SIZE_SIGNALS: ReadonlySet<string> = new Set(INTERNATIONAL_POLICY.bands.map(({ signal }) => signal).filter((signal) => signal !== COUNTED_HERE));

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
