import type { ConsentPurpose } from '@widecast/contracts';
import { Invalid } from '@widecast/service-kit';
import type { AttributeTypes } from '../attributes/attribute-type.ts';
import { CsvReader, type CsvRecord } from '../csv/csv-reader.ts';
import type { UpdateMode } from '../writing/contact-draft.ts';
import { meaningOf, suggestionsFor } from './column-titles.ts';
import { columnsOf, delimiterOf, inferredIn, typed, type ImportColumn, type Titles } from './import-columns.ts';
import type { ListRow, Rejection } from './list-row.ts';
import { RowReader } from './row-reader.ts';

export interface CsvSettings {
  /** Found in the header where it is not given. */
  readonly delimiter: string | undefined;
  readonly consentSource: string | undefined;
  readonly consentProof: string | undefined;
  /** Purposes to which all contacts of the file have agreed, where no column says otherwise. */
  readonly consents: readonly ConsentPurpose[];
  /** What becomes of contacts that are known. */
  readonly update: UpdateMode | 'never';
  /** What the titles of the file mean, where they are not the names of our columns. */
  readonly titles: Titles;
  /** What is known of the attributes of contacts. */
  readonly types: AttributeTypes;
}

export interface Header {
  readonly columns: Readonly<Record<string, string>>;
  readonly suggested: Readonly<Record<string, string>>;
}

export const NO_HEADER: Header = { columns: {}, suggested: {} };

export type Rows = (ListRow | Rejection)[];

const LONGEST_HEADER = 128 * 1024;
/** A line before the header that tells Excel the delimiter. */
const EXCEL_HINT = /^\s*sep=([,;\t|])(?=\r?\n)/i;
/** So many rows, or so long ones together, tell what the columns are. */
const SAMPLE = 1000;
const LONGEST_SAMPLE = 1024 * 1024;

/** Waits for the header and the first rows, which tell how the rest is read. Throws Invalid as soon as the header is known to be wrong. */
export class CsvFile {
  reader: RowReader | undefined;
  inferred: AttributeTypes = new Map();
  /** What the columns mean, and what those look like that are attributes, by their titles. */
  header: Header = NO_HEADER;
  private start = '';
  private endsLinesWithCr = false;
  private csv: CsvReader | undefined;
  private columns: ImportColumn[] | undefined;
  private readonly waiting: CsvRecord[] = [];
  private length = 0;

  constructor(private readonly settings: CsvSettings) {}

  read(piece: string): Rows {
    if (this.csv) return this.take(this.csv.read(this.lines(piece)));
    this.start += piece;
    return this.start.length > LONGEST_HEADER || this.start.trimStart().includes('\n') ? this.open() : [];
  }

  end(): Rows {
    const late = this.csv ? [] : this.open();
    const rows = [...late, ...this.take(this.csv?.end() ?? [])];
    return this.columns && !this.reader ? this.begin(this.columns) : rows;
  }

  private open(): Rows {
    this.endsLinesWithCr = !this.start.includes('\n') && this.start.includes('\r');
    const start = this.lines(this.start);
    if (start.length > LONGEST_HEADER && !start.includes('\n')) throw new Invalid('The first line is longer than 128 KB, so it is no header of a CSV file');
    const [hint = '', told] = EXCEL_HINT.exec(start) ?? [];
    this.csv = new CsvReader(this.settings.delimiter ?? told ?? delimiterOf(firstLineOf(start)));
    this.start = '';
    return this.take(this.csv.read(start.slice(hint.length)));
  }

  /** Old programs for the Mac end lines with CR alone. */
  private lines(text: string): string {
    return this.endsLinesWithCr ? text.replaceAll('\r', '\n') : text;
  }

  private take(records: Iterable<CsvRecord>): Rows {
    const rows: Rows = [];
    for (const record of records) {
      if (this.reader) rows.push(this.reader.identify(record));
      else rows.push(...this.wait(record));
    }
    return rows;
  }

  /** The first rows wait until they are enough to tell what the attributes are, however the file was cut on its way. */
  private wait(record: CsvRecord): Rows {
    if (!this.columns) {
      this.columns = columnsIn(record, this.settings);
      return [];
    }
    this.waiting.push(record);
    this.length += 'raw' in record ? record.raw.length : 0;
    return this.waiting.length < SAMPLE && this.length < LONGEST_SAMPLE ? [] : this.begin(this.columns);
  }

  private begin(columns: readonly ImportColumn[]): Rows {
    const { consentSource, consentProof, consents, types, update } = this.settings;
    const withTypes = typed(columns, types, this.waiting.flatMap((row) => ('cells' in row ? [row.cells] : [])));
    this.inferred = inferredIn(withTypes, types);
    this.header = { columns: Object.fromEntries(columns.map((column) => [column.title, meaningOf(column)])), suggested: Object.fromEntries(suggestionsFor(columns)) };
    const consent = { source: consentSource ?? '', proof: consentProof ?? null, purposes: consents };
    const reader = new RowReader({ columns: withTypes, consent, update }, (raw) => this.csv?.cut(raw) ?? []);
    this.reader = reader;
    return this.waiting.splice(0).map((record) => reader.identify(record));
  }
}

function firstLineOf(text: string): string {
  const [line = ''] = text.trimStart().split('\n', 1);
  return line;
}

function columnsIn(record: CsvRecord, { consentSource, titles }: CsvSettings): ImportColumn[] {
  if ('defect' in record) throw new Invalid(`The header cannot be read: ${record.defect}`, [{ field: `line ${record.line}, column ${record.column}`, message: record.defect }]);
  return columnsOf(record.cells, titles, consentSource);
}
