import { addressKindSql } from './addresses/address-kind.ts';
import type { AttributeReads } from './attribute-reads.ts';
import { momentFromNow } from './behaviour-facts.ts';
import { type Comparison, isPiece, type Operator, type Scalar } from './comparison.ts';
import { knownField, type TextColumn } from './field.ts';
import { endOfBandSql, mayBeBand } from './headcount-band.ts';
import { INSTANT_PATTERN, isInstant, withZone, ZONED_PATTERN } from './instant.ts';
import type { Parameters } from './parameters.ts';

/** One side of a comparison in SQL: how the value is read, and how a value of the rule is put against it. */
interface Operand {
  readonly exists: string;
  /** The value for equality, and what a placeholder for it is cast to. */
  readonly equal: string;
  readonly type: 'text' | 'timestamptz' | 'jsonb';
  readonly encode: (value: Scalar) => string;
  /** The value as a text; NULL when it is none. */
  readonly text: string;
  /** The end of the text, of at least so many characters. */
  readonly endOf: (characters: number) => string;
  /** Texts can be put against `text` instead of `equal`, and are found sooner. */
  readonly hasText?: boolean;
}

const COLUMNS: Readonly<Record<TextColumn, string>> = {
  email: 'c.email',
  emailKind: addressKindSql('c.email'),
  language: 'c.language',
  'account.tier': 'a.tier',
  'account.name': 'a.name',
};
const SIGN = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** One comparison as SQL that is never NULL: false when the value is missing or of another type than the rule's. */
export function compileComparison(comparison: Comparison, context: { readonly parameters: Parameters; readonly clock: string; readonly attributes: AttributeReads }): string {
  const { parameters } = context;
  const operand = operandOf(comparison.field, context.attributes);
  const { op, value, daysFromNow } = comparison;
  if (daysFromNow !== undefined) return `((${momentOf(operand)} ${SIGN[op as keyof typeof SIGN]} ${momentFromNow(daysFromNow, context)}) IS TRUE)`;
  if (op === 'exists') return `(${operand.exists} IS ${value === false ? '' : 'NOT '}NULL)`;
  if (Array.isArray(value)) {
    const { equal, type, encode } = equalityOf(operand, value);
    return `((${equal} = ANY (${parameters.add(value.map(encode))}::${type}[])) IS TRUE)`;
  }
  if (value === undefined || op === 'in') throw new RangeError(`"${op}" has no fitting value: parse the rule first`);
  if (op === 'eq' || op === 'neq') {
    const { equal, type, encode } = equalityOf(operand, [value]);
    return `((${equal} = ${parameters.add(encode(value))}::${type}) IS ${op === 'eq' ? '' : 'NOT '}TRUE)`;
  }
  if (isPiece(op)) return `((${lookedAt(operand, op, String(value))} ILIKE ${parameters.add(patternOf(op, String(value)))}::text) IS TRUE)`;
  if (op === 'has') return `((CASE WHEN jsonb_typeof${operand.equal} = 'array' THEN ${operand.equal} @> ${parameters.add(operand.encode(value))}::jsonb END) IS TRUE)`;
  if (typeof value === 'number' && mayBeBand(comparison.field)) return `((coalesce(${numberOf(operand)}, ${endOfBandSql(operand.text, op)}) ${SIGN[op]} ${parameters.add(value)}::numeric) IS TRUE)`;
  return `((${compileOrder(operand, SIGN[op], { value, parameters })}) IS TRUE)`;
}

/** The value of a field as jsonb. */
export function findingOf(field: string, attributes: AttributeReads): string {
  const { equal, type } = operandOf(field, attributes);
  return type === 'jsonb' ? equal : `to_jsonb(${equal})`;
}

function equalityOf(operand: Operand, values: readonly Scalar[]): Pick<Operand, 'equal' | 'type' | 'encode'> {
  const areTexts = operand.hasText === true && values.every((value) => typeof value === 'string');
  return areTexts ? { equal: operand.text, type: 'text', encode: String } : operand;
}

function operandOf(name: string, attributes: AttributeReads): Operand {
  const field = knownField(name);
  if (field.kind === 'text') {
    const column = COLUMNS[field.column];
    return { exists: column, equal: column, type: 'text', encode: String, text: column, endOf: () => column };
  }
  if (field.kind === 'instant') {
    const column = 'c.created_at';
    return { exists: column, equal: column, type: 'timestamptz', encode: encodeInstant, text: 'NULL::text', endOf: () => 'NULL::text' };
  }
  const { value, shown, text, endOf, hasText } = attributes.of(field);
  return { exists: shown, equal: value, type: 'jsonb', encode: (one) => JSON.stringify(one), text, endOf, hasText };
}

/** Order by the type of the rule's value: a number, a date, or a text by code points. */
function compileOrder(operand: Operand, sign: string, rule: { value: Scalar; parameters: Parameters }): string {
  const { value, parameters } = rule;
  if (operand.type === 'timestamptz') return `${operand.equal} ${sign} ${parameters.add(operand.encode(value))}::timestamptz`;
  if (typeof value === 'number') return `${numberOf(operand)} ${sign} ${parameters.add(value)}::numeric`;
  if (operand.type === 'jsonb' && isInstant(String(value))) {
    return `${instantOf(operand.text)} ${sign} ${parameters.add(withZone(String(value)))}::timestamptz`;
  }
  return `${operand.text} COLLATE "C" ${sign} ${parameters.add(value)}::text`;
}

/** The value as a number; NULL when it is none. */
const numberOf = ({ equal }: Operand): string => `(CASE WHEN jsonb_typeof${equal} = 'number' THEN ${equal}::numeric END)`;

/** The value as a moment; NULL when it is none. */
const momentOf = (operand: Operand): string => (operand.type === 'timestamptz' ? operand.equal : instantOf(operand.text));

// CASE, because only CASE keeps PostgreSQL from trying the cast on a text that is no date.
function instantOf(text: string): string {
  const zoned = `CASE WHEN ${text} ~ '${ZONED_PATTERN}' THEN ${text} ELSE ${text} || 'Z' END`;
  return `(CASE WHEN ${text} ~ '${INSTANT_PATTERN}' THEN (${zoned})::timestamptz END)`;
}

function encodeInstant(value: Scalar): string {
  return withZone(String(value));
}

/** Where a piece can be. In small letters a text may have twice as many characters. */
function lookedAt({ text, endOf }: Operand, op: Operator, piece: string): string {
  if (op === 'startsWith') return `left(${text}, ${2 * piece.length})`;
  return op === 'endsWith' ? endOf(2 * piece.length) : text;
}

function patternOf(op: Operator, text: string): string {
  const plain = text.replace(/[\\%_]/g, String.raw`\$&`);
  return `${op === 'startsWith' ? '' : '%'}${plain}${op === 'endsWith' ? '' : '%'}`;
}
