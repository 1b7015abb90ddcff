import { Invalid, type FieldError } from '@widecast/service-kit';
import { inferredFrom, type AttributeType, type AttributeTypes } from '../attributes/attribute-type.ts';
import { storable } from '../writing/contact-draft.ts';
import { isAddressTitle, isOfConsent, suggestionsFor } from './column-titles.ts';

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
const DELIMITERS = [',', ';', '\t', '|'];

/** The delimiter of which the first line has most. */
export function delimiterOf(header: string): string {
  const outside = header.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string): number => outside.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

export interface Titles {
  /** What titles mean where somebody said it; in small letters. */
  readonly meanings: ReadonlyMap<string, string>;
  /** What becomes of what other titles look like: it is used, or only told. */
  readonly guesses: 'taken' | 'told';
}

/** What each column of a file means. Throws Invalid with all that is wrong with the header. */
export function columnsOf(titles: readonly string[], { meanings, guesses }: Titles, consentSource: string | undefined): ImportColumn[] {
  const named = titles.map((title) => storable(title).trim());
  const said = named.map((title) => columnOf(title, meanings.get(title.toLowerCase()) ?? title));
  const withAddress = said.some(({ kind }) => kind === 'email') ? said : said.map((column) => (isUnsaid(column, meanings) && isAddressTitle(column.title) ? columnOf(column.title, 'email') : column));
  const looks = guesses === 'taken' ? suggestionsFor(withAddress) : new Map<string, string>();
  const columns = withAddress.map((column) => {
    const meaning = isUnsaid(column, meanings) ? looks.get(column.title) : undefined;
    return meaning === undefined || isOfConsent(meaning) ? column : columnOf(column.title, meaning);
  });
  const defects = [...defectsOf(columns), ...unknownTitles(named, meanings), ...consentsWithoutSource(columns, consentSource)];
  if (defects.length > 0) throw new Invalid(`The file cannot be imported: ${defects[0]?.message}`, defects);
  return columns;
}

const isUnsaid = ({ kind, title }: ImportColumn, meanings: ReadonlyMap<string, string>): boolean => kind === 'attribute' && !meanings.has(title.toLowerCase());

function unknownTitles(titles: readonly string[], meanings: ReadonlyMap<string, string>): FieldError[] {
  const known = new Set(titles.map((title) => title.toLowerCase()));
  return [...meanings.keys()].filter((title) => !known.has(title)).map((title) => ({ field: 'query.columns', message: `the file has no column "${title}"; ${titlesOf(titles)}` }));
}

const LISTED = 20;
const NAMED = 40;

const titlesOf = (titles: readonly string[]): string =>
  `it has ${titles.slice(0, LISTED).map((title) => `"${title.length > NAMED ? `${title.slice(0, NAMED)}…` : title}"`).join(', ')}${titles.length > LISTED ? ` and ${titles.length - LISTED} more` : ''}`;

function consentsWithoutSource(columns: readonly ImportColumn[], consentSource: string | undefined): FieldError[] {
  const consent = columns.find(({ kind }) => CONSENTS.some((each) => each === kind));
  if (!consent || consentSource || columns.some(({ kind }) => kind === 'consent_source')) return [];
  return [{ field: 'query.consentSource', message: `the file has a column "${consent.title}": say where these consents were given, here or in a column "consent_source"` }];
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
  if (!columns.some(({ kind }) => kind === 'email')) yield { field: 'line 1', message: `the header has no column "email"; ${titlesOf(columns.map(({ title }) => title))}: name the address with columns=Title=email` };
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
