import { Invalid, type FieldError } from '@widecast/service-kit';
import { inferredFrom, type AttributeType, type AttributeTypes } from '../attributes/attribute-type.ts';
import { storable } from '../writing/contact-draft.ts';

const CONSENTS = ['consent', 'consent.personal_data', 'consent.tracking'] as const;
const KNOWN = ['email', 'external_id', 'language', 'name', ...CONSENTS, 'consent_source', 'consent_proof', 'account', 'account_name'] as const;
type Known = (typeof KNOWN)[number];

export type ImportColumn =
  | { readonly kind: Known; readonly title: string }
  | { readonly kind: 'signal'; readonly title: string; readonly name: string }
  | AttributeColumn;

export interface AttributeColumn {
  readonly kind: 'attribute';
  readonly title: string;
  readonly name: string;
  /** Not there where nobody said it and the first rows are empty: then each cell tells for itself. */
  readonly type?: AttributeType | undefined;
}

/** The columns with the types of the attributes: the known ones, else those of the first rows. */
export function typed(columns: readonly ImportColumn[], types: AttributeTypes, rows: readonly (readonly string[])[]): ImportColumn[] {
  return columns.map((column, n) => (column.kind === 'attribute' ? { ...column, type: types.get(column.name) ?? inferredFrom(rows.map((cells) => cells[n] ?? '')) } : column));
}

export function inferredIn(columns: readonly ImportColumn[], known: AttributeTypes): Map<string, AttributeType> {
  return new Map(columns.flatMap((column) => (column.kind === 'attribute' && column.type && !known.has(column.name) ? [[column.name, column.type]] : [])));
}

const MOST_COLUMNS = 500;
const LONGEST_TITLE = 100;
const SIGNAL = 'account.';
/** What else the column of addresses is called in files that programs write. */
const ADDRESS_TITLES: ReadonlyMap<string, string> = new Map(['e-mail', 'mail', 'email address', 'e-mail address', 'почта', 'эл. почта', 'электронная почта'].map((title) => [title, 'email']));
const DELIMITERS = [',', ';', '\t', '|'];

/** The delimiter of which the first line has most. */
export function delimiterOf(header: string): string {
  const outside = header.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string): number => outside.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** What each column of a file means. Throws Invalid with all that is wrong with the header. */
export function columnsOf(titles: readonly string[], meanings: ReadonlyMap<string, string>, consentSource: string | undefined): ImportColumn[] {
  const named = titles.map((title) => storable(title).trim());
  const columns = named.map((title) => columnOf(title, meanings.get(title.toLowerCase()) ?? ADDRESS_TITLES.get(title.toLowerCase()) ?? title));
  const defects = [...defectsOf(columns)];
  for (const title of meanings.keys()) if (!named.some((each) => each.toLowerCase() === title)) defects.push({ field: 'query.columns', message: `the file has no column "${title}"` });
  const consents = columns.find(({ kind }) => CONSENTS.some((each) => each === kind));
  if (consents && !consentSource && !columns.some(({ kind }) => kind === 'consent_source')) {
    defects.push({ field: 'query.consentSource', message: `the file has a column "${consents.title}": say where these consents were given, here or in a column "consent_source"` });
  }
  if (defects.length > 0) throw new Invalid(`The file cannot be imported: ${defects[0]?.message}`, defects);
  return columns;
}

function columnOf(title: string, meaning: string): ImportColumn {
  const lower = meaning.toLowerCase();
  const known = KNOWN.find((name) => name === lower);
  if (known) return { kind: known, title };
  if (lower.startsWith(SIGNAL)) return { kind: 'signal', title, name: meaning.slice(SIGNAL.length) };
  return { kind: 'attribute', title, name: meaning };
}

function* defectsOf(columns: readonly ImportColumn[]): Generator<FieldError> {
  if (columns.length > MOST_COLUMNS) yield { field: 'line 1', message: `the file has ${columns.length} columns; use at most ${MOST_COLUMNS}` };
  if (!columns.some(({ kind }) => kind === 'email')) yield { field: 'line 1', message: 'the header has no column "email"' };
  const seen = new Set<string>();
  for (const [index, column] of columns.slice(0, MOST_COLUMNS).entries()) {
    const field = `line 1, column ${index + 1}`;
    const identity = 'name' in column ? `${column.kind} ${column.name}` : column.kind;
    if (column.title === '' || ('name' in column && column.name === '')) yield { field, message: 'the column has no title' };
    else if (column.title.length > LONGEST_TITLE) yield { field, message: `shorten the title to ${LONGEST_TITLE} characters` };
    else if (identity.endsWith(' __proto__')) yield { field, message: 'give the column another title; no attribute is called __proto__' };
    else if (seen.has(identity)) yield { field, message: `the title "${column.title}" is there twice` };
    seen.add(identity);
  }
}
