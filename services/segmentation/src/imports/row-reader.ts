import { normaliseAddress } from '../addresses/email-address.ts';
import type { CsvRecord } from '../csv/csv-reader.ts';
import { sizeOf, sizeSignalOf } from '../tiers/size-signals.ts';
import { storable, type ConsentDraft, type ContactDraft, type Scalar } from '../writing/contact-draft.ts';
import type { ImportColumn } from './import-columns.ts';
import type { SeenAddresses } from './seen-addresses.ts';

export interface Rejection {
  readonly line: number;
  /** The title of the column, or its number where there is no such; empty for the whole row. */
  readonly column: string;
  readonly reason: string;
}

export interface RowRules {
  readonly columns: readonly ImportColumn[];
  /** Under which consents of this file are recorded; without it the file has no such column. */
  readonly consent: { readonly source: string; readonly proof: string | null } | null;
}

const LIMITS = { external_id: 200, language: 35, name: 500, account: 255, account_name: 500 } as const;
const YES = new Set(['yes', 'true', '1', 'y', 'да']);
const NO = new Set(['no', 'false', '0', 'n', 'нет']);
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;

/** Makes contacts of rows, and rejections of those that are none. */
export class RowReader {
  constructor(
    private readonly rules: RowRules,
    private readonly seen: SeenAddresses,
  ) {}

  read(record: CsvRecord): ContactDraft | Rejection {
    const { line } = record;
    if ('defect' in record) return { line, column: this.rules.columns[record.column - 1]?.title ?? String(record.column), reason: record.defect };
    const { cells } = record;
    const { columns } = this.rules;
    if (cells.length !== columns.length) return { line, column: '', reason: `the row has ${cells.length} cells, the header ${columns.length}` };
    const row = readCells(cells, columns);
    return 'reason' in row ? { line, ...row } : this.draftOf(row, line);
  }

  private draftOf(row: Row, line: number): ContactDraft | Rejection {
    const address = normaliseAddress(row.email);
    if ('defect' in address) return { line, column: 'email', reason: address.defect };
    const agreed = row.consent.toLowerCase();
    if (agreed !== '' && !YES.has(agreed) && !NO.has(agreed)) return { line, column: 'consent', reason: 'write yes or no' };
    const earlier = this.seen.note(address.address, line);
    if (earlier) return { line, column: 'email', reason: `the same address is in line ${earlier}` };
    return {
      place: line,
      email: address.address,
      externalId: row.external_id || null,
      name: row.name || null,
      language: row.language || null,
      attributes: row.attributes,
      account: { key: row.account.toLowerCase() || null, name: row.account_name || null, signals: row.signals },
      consent: this.consent(agreed),
    };
  }

  /** Only the empty cell says nothing. */
  private consent(agreed: string): ConsentDraft | null {
    return agreed === '' ? null : this.rules.consent && { granted: YES.has(agreed), ...this.rules.consent };
  }
}

interface Row {
  email: string;
  external_id: string;
  language: string;
  name: string;
  consent: string;
  account: string;
  account_name: string;
  readonly attributes: Record<string, Scalar>;
  readonly signals: Record<string, Scalar>;
}

type Defect = Pick<Rejection, 'column' | 'reason'>;

function readCells(cells: readonly string[], columns: readonly ImportColumn[]): Row | Defect {
  const row: Row = { email: '', external_id: '', language: '', name: '', consent: '', account: '', account_name: '', attributes: {}, signals: {} };
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index];
    const cell = storable(cells[index] ?? '').trim();
    if (!column || cell === '') continue;
    const reason = cell.includes('\uFFFD') ? 'the cell has characters that do not belong to the encoding of the file' : put(row, column, cell);
    if (reason !== null) return { column: column.title, reason };
  }
  return row;
}

/** Gives what is wrong with the cell, or null. */
function put(row: Row, column: ImportColumn, cell: string): string | null {
  if (column.kind === 'attribute') row.attributes[column.name] = valueOf(cell);
  else if (column.kind === 'signal') return putSignal(row, column.name, cell);
  else if (cell.length > (LIMITS[column.kind as keyof typeof LIMITS] ?? 2000)) return 'the cell is too long for this column';
  else row[column.kind] = cell;
  return null;
}

function putSignal({ signals }: Row, name: string, cell: string): string | null {
  const signal = sizeSignalOf(name);
  const value = signal === null ? valueOf(cell) : sizeOf(cell);
  if (value === null) return 'write a number like 12000 or 12 000; the tier of the account hangs on it';
  signals[signal ?? name] = value;
  return null;
}

/** A number or a truth where it is plainly one; what begins with 0 or + stays a text, like postcodes and telephones. */
function valueOf(cell: string): Scalar {
  if (NUMBER.test(cell)) return Number(cell);
  const lower = cell.length > 5 ? '' : cell.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  return cell;
}
