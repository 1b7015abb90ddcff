import { domainToASCII } from 'node:url';
import { tier } from '@widecast/contracts';
import { z } from 'zod';
import { ADDRESS_KINDS } from './addresses/address-kind.ts';
import { fieldOf, type Field, type TextColumn } from './field.ts';
import { isInstant } from './instant.ts';

const LONGEST_TEXT = 500;
const LONGEST_LIST = 1000;
export const ORDERED = ['gt', 'gte', 'lt', 'lte'] as const;
const PIECES = ['contains', 'startsWith', 'endsWith'] as const;
const OPERATORS = ['eq', 'neq', ...ORDERED, 'in', ...PIECES, 'has', 'exists'] as const;

export type Scalar = string | number | boolean;
export type Operator = (typeof OPERATORS)[number];

export const isOrdered = (op: Operator): op is (typeof ORDERED)[number] => ORDERED.some((ordered) => ordered === op);

/** Operators that look for a piece of a text. */
export const isPiece = (op: Operator): op is (typeof PIECES)[number] => PIECES.some((piece) => piece === op);

// PostgreSQL keeps neither the zero character nor half of a surrogate pair in a text.
const UNSTORABLE = /[\0\p{Surrogate}]/u;

const valueTextSchema = z
  .string('write a text')
  .max(LONGEST_TEXT, `shorten the text to ${LONGEST_TEXT} characters`)
  .refine((text) => !UNSTORABLE.test(text), 'remove the characters that are no text (U+0000, half of a surrogate pair)');

/** A name in a rule: not empty, at most 500 characters, nothing that PostgreSQL cannot keep. */
export const nameSchema = valueTextSchema.min(1, 'write a text that is not empty');

const FARTHEST_DAYS = 36_500;

/** Days after now; negative ones lie before. */
export const daysSchema = z
  .int(`give a whole number from -${FARTHEST_DAYS} to ${FARTHEST_DAYS}`)
  .min(-FARTHEST_DAYS, `give at least -${FARTHEST_DAYS} days`)
  .max(FARTHEST_DAYS, `give at most ${FARTHEST_DAYS} days`);

const scalarSchema = z.union([valueTextSchema, z.number(), z.boolean()]);
const listSchema = z
  .array(scalarSchema)
  .min(1, 'give the list at least one value')
  .max(LONGEST_LIST, `shorten the list to ${LONGEST_LIST} values`);

/** A comparison of one field with a value; which values fit depends on the operator and the field. */
export const comparisonSchema = z
  .strictObject({
    field: nameSchema,
    op: z.enum(OPERATORS, `use one of ${OPERATORS.join(', ')}; there are no regular expressions`),
    value: z.union([scalarSchema, listSchema]).optional(),
    daysFromNow: daysSchema.optional(),
  })
  .superRefine((comparison, context) => {
    const field = fieldOf(comparison.field);
    if (field === null) {
      context.addIssue({ code: 'custom', path: ['field'], message: UNKNOWN_FIELD });
      return;
    }
    const relative = comparison.daysFromNow !== undefined;
    const mend = relative ? mendOfDays(comparison, field) : (mendOfValue(comparison.op, comparison.value) ?? mendForField(comparison, field));
    if (mend !== null) context.addIssue({ code: 'custom', path: [relative ? 'daysFromNow' : 'value'], message: mend });
  });

export type Comparison = z.infer<typeof comparisonSchema>;

const UNKNOWN_FIELD =
  'use attributes.<name>, email, emailKind, language, createdAt, account.tier, account.<signal> or account.attributes.<name>';

function mendOfDays({ op, value }: Comparison, field: Field): string | null {
  if (value !== undefined) return 'give either value or daysFromNow';
  if (!isOrdered(op)) return 'compare a moving date with gt, gte, lt or lte';
  return field.kind === 'text' ? 'give a value; this field is a text' : null;
}

/** It would be compared as a text, letter by letter, if there is no such day. */
const DAY_LIKE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ]|$)/;
const isNoDay = (value: Comparison['value']): boolean => typeof value === 'string' && DAY_LIKE.test(value) && !isInstant(value);

function mendOfValue(op: Operator, value: Comparison['value']): string | null {
  if (op === 'exists') return value === undefined || typeof value === 'boolean' ? null : 'use true, false or nothing';
  if (value === undefined) return 'give a value to compare with';
  if (op === 'in') return Array.isArray(value) ? null : 'give a list of values';
  if (Array.isArray(value)) return 'give one value; only "in" takes a list';
  if (isPiece(op)) return typeof value === 'string' && value !== '' ? null : 'give a text that is not empty';
  if (isOrdered(op) && typeof value === 'boolean') return 'give a number, a text or a date';
  return null;
}

function mendForField({ op, value }: Comparison, field: Field): string | null {
  if (op === 'exists') return null;
  if (field.kind === 'attribute') return isOrdered(op) && isNoDay(value) ? 'there is no such day or time; write one like 2026-01-31 or 2026-01-31T09:00:00Z' : null;
  if (op === 'has') return 'use has with attributes that are lists';
  const values = Array.isArray(value) ? value : [value];
  if (field.kind === 'text') return values.every((one) => typeof one === 'string') ? mendForColumn(field.column, op, values) : 'give a text; this field is one';
  if (isPiece(op)) return 'compare a date with eq, neq, gt, gte, lt, lte, in or exists';
  return values.every((one) => typeof one === 'string' && isInstant(one))
    ? null
    : 'give a date such as 2026-01-31 or 2026-01-31T09:00:00Z';
}

// oxlint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;

/** What stands behind an @, or all of it, as a domain in ASCII; a piece of a domain has no such spelling. */
function inAscii(address: string): string {
  const begin = address.lastIndexOf('@') + 1;
  return address.slice(0, begin) + (domainToASCII(address.slice(begin)) || '…');
}

/** What can never be met is a mistake. */
function mendForColumn(column: TextColumn, op: Operator, values: readonly string[]): string | null {
  if (column === 'account.tier') {
    if (op !== 'eq' && op !== 'neq' && op !== 'in') return 'compare a tier with eq, neq, in or exists';
    return values.every((one) => tier.safeParse(one).success) ? null : `use ${tier.options.join(', ')}`;
  }
  if (column === 'emailKind') {
    if (op !== 'eq' && op !== 'neq' && op !== 'in') return 'compare the kind of an address with eq, neq, in or exists';
    return values.every((one) => ADDRESS_KINDS.some((kind) => kind === one)) ? null : `use ${ADDRESS_KINDS.join(', ')}`;
  }
  if (column !== 'email') return null;
  if (values.some((one) => !ASCII.test(one) && (!isPiece(op) || /[@.]/.test(one)))) return `addresses are kept with their domain in ASCII; write ${values.map(inAscii).join(', ').slice(0, 200)}`;
  const small = values.map((one) => one.toLowerCase());
  return isPiece(op) || values.every((one, at) => one === small[at]) ? null : `addresses are kept in small letters; write ${small.join(', ').slice(0, 100)}`;
}
