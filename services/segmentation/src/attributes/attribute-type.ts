import { isInstant } from '@widecast/rules';
import type { AttributeValue } from '../writing/contact-draft.ts';

export const ATTRIBUTE_TYPES = ['string', 'number', 'boolean', 'date', 'list'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];
export type AttributeTypes = ReadonlyMap<string, AttributeType>;

/** Of so many attributes the types are kept. */
export const MOST_ATTRIBUTES = 200;
const LONGEST_SHOWN = 40;
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
const MENDS: Readonly<Record<AttributeType, string>> = {
  string: 'write a text', number: 'write a number like 12 or 0.5', boolean: 'write true or false',
  date: 'write a day like 2026-03-31, or a time like 2026-03-31T09:00:00Z', list: 'give a list of texts; in a cell put ; between them',
};

/** A number or a truth where it is plainly one; what begins with 0 or + stays a text, like postcodes and telephones. */
export function valueOf(cell: string): string | number | boolean {
  if (NUMBER.test(cell)) return Number(cell);
  const lower = cell.length > 5 ? '' : cell.toLowerCase();
  return lower === 'true' || lower === 'false' ? lower === 'true' : cell;
}

/** What the cell says as a value of the type, or undefined where it is none. */
export function readCell(type: AttributeType | undefined, cell: string): AttributeValue | undefined {
  if (type === undefined) return valueOf(cell);
  const value = type === 'string' || type === 'date' ? cell : type === 'list' ? cell.split(';').map((part) => part.trim()).filter((part) => part !== '') : valueOf(cell);
  return isOfType(type, value) ? value : undefined;
}

/** Nothing is known is a value of every type. */
export function isOfType(type: AttributeType, value: AttributeValue): boolean {
  if (value === null) return true;
  if (type === 'list') return Array.isArray(value);
  if (type === 'date') return typeof value === 'string' && isInstant(value);
  return typeof value === type;
}

/** The one type that all these cells have, or undefined where there are none. */
export function inferredFrom(cells: readonly string[]): AttributeType | undefined {
  const told = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (told.length === 0) return undefined;
  return (['number', 'boolean', 'date'] as const).find((type) => told.every((cell) => readCell(type, cell) !== undefined)) ?? 'string';
}

/** What is wrong with a value, and how to mend it. */
export function clashOf(name: string, type: AttributeType, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  return `"${shown}" is no ${type}, as which "${name}" is known: ${MENDS[type]}, or declare another type with PUT /v1/attributes/${encodeURIComponent(name)}`;
}
