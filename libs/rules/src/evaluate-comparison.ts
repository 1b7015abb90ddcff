import { LONGEST_LOOK } from './attribute-reads.ts';
import { addressKindOf } from './addresses/address-kind.ts';
import { isOrdered, isPiece, type Comparison, type Operator, type Scalar } from './comparison.ts';
import type { ContactFacts } from './facts.ts';
import { type Field, knownField, type TextColumn } from './field.ts';
import { endOfBand, mayBeBand } from './headcount-band.ts';
import { isInstant, millisecondsOf } from './instant.ts';

const DAY = 24 * 3_600_000;

const COLUMNS: Readonly<Record<TextColumn, (facts: ContactFacts) => string | null>> = {
  email: ({ email }) => email,
  emailKind: ({ email }) => (email === null ? null : addressKindOf(email)),
  language: ({ language }) => language,
  'account.tier': ({ account }) => account?.tier ?? null,
  'account.name': ({ account }) => account?.name ?? null,
};

/** One comparison on one contact; false when the value is missing or of another type than the rule's. */
export function evaluateComparison({ field: name, op, value, daysFromNow }: Comparison, facts: ContactFacts, now: Date): boolean {
  const field = knownField(name);
  const found = valueOf(field, facts);
  if (daysFromNow !== undefined) return meetsOrder(op, momentOrder(found, now.getTime() + daysFromNow * DAY));
  if (op === 'exists') return (found !== null && found !== undefined) === (value !== false);
  if (Array.isArray(value)) return value.some((one) => equal(field, found, one));
  if (value === undefined || op === 'in') throw new RangeError(`"${op}" has no fitting value: parse the rule first`);
  if (op === 'eq') return equal(field, found, value);
  if (op === 'neq') return !equal(field, found, value);
  if (isPiece(op)) return typeof found === 'string' && holds(fold(op === 'contains' && field.kind === 'attribute' ? beginningOf(found) : found), op, fold(String(value)));
  if (op === 'has') return Array.isArray(found) && found.some((one) => one === value);
  if (typeof value === 'number' && typeof found === 'string' && mayBeBand(name)) return meetsOrder(op, bandOrder(op, found, value));
  return meetsOrder(op, orderOf(field, found, value));
}

function meetsOrder(op: Operator, order: number | null): boolean {
  if (order === null) return false;
  if (op === 'gt') return order > 0;
  if (op === 'gte') return order >= 0;
  return op === 'lt' ? order < 0 : order <= 0;
}

function bandOrder(op: Operator, found: string, value: number): number | null {
  const end = isOrdered(op) ? endOfBand(found, op) : null;
  return end === null ? null : Math.sign(end - value);
}

function momentOrder(found: unknown, moment: number): number | null {
  if (found instanceof Date) return found.getTime() - moment;
  return typeof found === 'string' && isInstant(found) ? millisecondsOf(found) - moment : null;
}

function holds(text: string, op: Operator, piece: string): boolean {
  if (op === 'startsWith') return text.startsWith(piece);
  return op === 'endsWith' ? text.endsWith(piece) : text.includes(piece);
}

function valueOf(field: Field, facts: ContactFacts): unknown {
  if (field.kind === 'instant') return facts.createdAt;
  if (field.kind === 'attribute') {
    const attributes = field.owner === 'contact' ? facts.attributes : (facts.account?.attributes ?? {});
    return Object.hasOwn(attributes, field.name) ? attributes[field.name] : undefined;
  }
  return COLUMNS[field.column](facts);
}

function equal(field: Field, found: unknown, value: Scalar): boolean {
  return field.kind === 'instant' ? orderOf(field, found, value) === 0 : found === value;
}

/** Negative, zero or positive as the found value is below, at or above the rule's; null when they have no order. */
function orderOf(field: Field, found: unknown, value: Scalar): number | null {
  if (found instanceof Date) return found.getTime() - millisecondsOf(String(value));
  if (typeof value === 'number') return typeof found === 'number' ? Math.sign(found - value) : null;
  if (typeof found !== 'string') return null;
  const text = String(value);
  if (field.kind === 'text' || !isInstant(text)) return Buffer.compare(Buffer.from(found), Buffer.from(text));
  return isInstant(found) ? millisecondsOf(found) - millisecondsOf(text) : null;
}

const beginningOf = (text: string): string => (text.length <= LONGEST_LOOK ? text : Array.from(text).slice(0, LONGEST_LOOK).join(''));

function fold(text: string): string {
  return text.toLowerCase();
}
