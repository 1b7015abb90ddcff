import { hash } from 'node:crypto';
import type { ConsentPurpose } from '@widecast/contracts';
import { keySpelling } from '../addresses/domain-spelling.ts';
import { normaliseAddress } from '../addresses/email-address.ts';
import type { CsvRecord } from '../csv/csv-reader.ts';
import { sizeSignalOf, sizeToldBy } from '../tiers/size-signals.ts';
import { OTHER_PURPOSES, storable, type AttributeValue, type ConsentDraft, type ContactDraft, type Scalar, type UpdateMode } from '../writing/contact-draft.ts';
import { clashOf, MOST_ATTRIBUTES, readCell, valueOf } from '../attributes/attribute-type.ts';
import type { AttributeColumn, ImportColumn } from './import-columns.ts';
import type { ListRow, Rejection } from './list-row.ts';

export interface RowRules {
  readonly columns: readonly ImportColumn[];
  /** Under which consents of this file are recorded, where a row does not say it itself; and to what all agree where it says nothing. An empty source: each row must say it. */
  readonly consent: { readonly source: string; readonly proof: string | null; readonly purposes: readonly ConsentPurpose[] };
  readonly update: UpdateMode | 'never';
}

const LIMITS = { external_id: 200, consent_source: 200, language: 35, name: 500, account: 255, account_name: 500 } as const;
const YES = new Set(['yes', 'true', '1', 'y', 'да']);
const NO = new Set(['no', 'false', '0', 'n', 'нет']);

/** Makes contacts of rows, and rejections of those that are none: first whose a row is, and the rest where it tells something new. */
export class RowReader {
  private readonly emailAt: number;
  private readonly externalIdAt: number;
  private readonly salt: string;
  private readonly mayOvergrow: boolean;
  /** Purposes beside advertising of which the file tells. */
  private readonly others: readonly (typeof OTHER_PURPOSES)[number][];

  /** `cut` gives the cells of a row once more: most are only identified, and kept until that is known. */
  constructor(private readonly rules: RowRules, private readonly cut: (raw: string) => readonly string[]) {
    this.emailAt = rules.columns.findIndex(({ kind }) => kind === 'email');
    this.externalIdAt = rules.columns.findIndex(({ kind }) => kind === 'external_id');
    this.mayOvergrow = rules.columns.length > MOST_ATTRIBUTES;
    this.others = OTHER_PURPOSES.filter((purpose) => rules.consent.purposes.includes(purpose) || rules.columns.some(({ kind }) => kind === CELL_OF[purpose]));
    // The same cells under another header, or with another consent, tell something else.
    this.salt = digestOf(JSON.stringify(rules));
  }

  identify(record: CsvRecord): ListRow | Rejection {
    const { line } = record;
    if ('defect' in record) return { line, column: this.rules.columns[record.column - 1]?.title ?? String(record.column), reason: record.defect };
    const { cells, raw } = record;
    const { columns } = this.rules;
    if (cells.length !== columns.length) return { line, column: '', reason: `the row has ${cells.length} cells, the header ${columns.length}` };
    const result = normaliseAddress(storable(cells[this.emailAt] ?? ''));
    if ('defect' in result) return { line, column: 'email', reason: result.defect };
    const externalId = storable((cells[this.externalIdAt] ?? '').trim()) || null;
    const row: ListRow = { line, email: result.address, externalId, told: digestOf(this.salt + raw), read: () => this.read(this.cut(raw), row) };
    return row;
  }

  private read(cells: readonly string[], row: Identified): ContactDraft | Rejection {
    const values = readCells(cells, this.rules.columns);
    if ('reason' in values) return { line: row.line, ...values };
    if (this.mayOvergrow && Object.keys(values.attributes).length > MOST_ATTRIBUTES) return { line: row.line, column: '', reason: `the contact would have more than ${MOST_ATTRIBUTES} attributes` };
    const draft = this.draftOf(values, row);
    const isTold = draft.consent ?? draft.otherConsents?.[0];
    return isTold && isTold.source === '' ? { line: row.line, column: 'consent_source', reason: 'say where the consent of this row was given' } : draft;
  }

  private draftOf(values: Row, { line, email, externalId, told }: Identified): ContactDraft {
    return {
      place: line, email, externalId, told,
      name: values.name || null,
      language: values.language || null,
      attributes: values.attributes,
      account: { key: keySpelling(values.account) || null, name: values.account_name || null, signals: values.signals },
      consent: this.consent(values, 'advertising'),
      otherConsents: this.others.flatMap((purpose) => {
        const consent = this.consent(values, purpose);
        return consent ? [{ purpose, ...consent }] : [];
      }),
    };
  }

  /** The empty cell says nothing; then what was said of the whole file counts. */
  private consent(values: Row, purpose: ConsentPurpose): ConsentDraft | null {
    const { source, proof, purposes } = this.rules.consent;
    const agreed = values[CELL_OF[purpose]] || (purposes.includes(purpose) ? 'yes' : '');
    return agreed === '' ? null : { granted: YES.has(agreed), source: values.consent_source || source, proof: values.consent_proof || proof };
  }
}

const CELL_OF = { advertising: 'consent', personal_data: 'consent.personal_data', tracking: 'consent.tracking' } as const satisfies Record<ConsentPurpose, string>;

type Identified = Omit<ListRow, 'read'>;

const digestOf = (text: string): string => hash('md5', text, 'binary');

interface Row {
  email: string;
  external_id: string;
  language: string;
  name: string;
  consent: string;
  'consent.personal_data': string;
  'consent.tracking': string;
  consent_source: string;
  consent_proof: string;
  account: string;
  account_name: string;
  readonly attributes: Record<string, AttributeValue>;
  readonly signals: Record<string, Scalar>;
}

type Defect = Pick<Rejection, 'column' | 'reason'>;

function readCells(cells: readonly string[], columns: readonly ImportColumn[]): Row | Defect {
  const row: Row = { email: '', external_id: '', language: '', name: '', consent: '', 'consent.personal_data': '', 'consent.tracking': '', consent_source: '', consent_proof: '', account: '', account_name: '', attributes: {}, signals: {} };
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index];
    const cell = storable((cells[index] ?? '').trim());
    if (!column || cell === '') continue;
    const reason = cell.includes('\uFFFD') ? 'the cell has characters that do not belong to the encoding of the file' : put(row, column, cell);
    if (reason !== null) return { column: column.title, reason };
  }
  return row;
}

/** Gives what is wrong with the cell, or null. */
function put(row: Row, column: ImportColumn, cell: string): string | null {
  if (column.kind === 'attribute') return putAttribute(row, column, cell);
  if (column.kind === 'signal') return putSignal(row, column.name, cell);
  if (cell.length > (LIMITS[column.kind as keyof typeof LIMITS] ?? 2000)) return 'the cell is too long for this column';
  if (column.kind === 'consent' || column.kind === 'consent.personal_data' || column.kind === 'consent.tracking') return putConsent(row, column.kind, cell);
  row[column.kind] = cell;
  return null;
}

function putAttribute({ attributes }: Row, { name, type }: AttributeColumn, cell: string): string | null {
  const value = readCell(type, cell);
  if (value === undefined) return type === undefined ? null : clashOf(name, type, cell);
  attributes[name] = value;
  return null;
}

function putConsent(row: Row, kind: (typeof CELL_OF)[ConsentPurpose], cell: string): string | null {
  row[kind] = cell.toLowerCase();
  return YES.has(row[kind]) || NO.has(row[kind]) ? null : 'write yes or no';
}

function putSignal({ signals }: Row, name: string, cell: string): string | null {
  const signal = sizeSignalOf(name);
  const value = signal === null ? valueOf(cell) : sizeToldBy(signal, cell);
  if (value === null) return `write a number like 12000 or 12 000${signal === 'employees' ? ', or a band like 51-200 or 10001+' : ''}; the tier of the account hangs on it`;
  signals[signal ?? name] = value;
  return null;
}
