import { canonicalName } from './field.ts';

const ORDER = { gt: 'least', gte: 'least', lt: 'most', lte: 'most' } as const;

/** A text that names a band of headcounts, and in parentheses its lower or upper end, to JavaScript and to PostgreSQL: 51-200, 10001+. */
const PATTERNS = {
  least: '^[^0-9]{0,3}([0-9]{1,7})[^0-9]{1,3}(?:[0-9]{1,7})?[^0-9]{0,3}$',
  most: '^[^0-9]{0,3}[0-9]{1,7}[^0-9]{1,3}([0-9]{1,7})[^0-9]{0,3}$',
} as const;
const EXPRESSIONS = { least: new RegExp(PATTERNS.least, 'u'), most: new RegExp(PATTERNS.most, 'u') } as const;

/** Whether the field may be told as a band instead of a number. */
export const mayBeBand = (field: string): boolean => canonicalName(field) === 'account.attributes.employees';

/** The end of the band that a comparison must hold for, so that it holds for all of the band; null where it has none, as 10001+ has no upper one. */
export function endOfBand(text: string, op: keyof typeof ORDER): number | null {
  const end = EXPRESSIONS[ORDER[op]].exec(text)?.[1];
  return end === undefined ? null : Number(end);
}

/** The same in SQL, of an expression that is a text or NULL. */
export const endOfBandSql = (text: string, op: keyof typeof ORDER): string => `substring(${text} from '${PATTERNS[ORDER[op]]}')::numeric`;
