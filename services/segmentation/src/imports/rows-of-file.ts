import { Invalid } from '@widecast/service-kit';
import { CsvReader, type CsvRecord } from '../csv/csv-reader.ts';
import type { UpdateMode } from '../writing/contact-draft.ts';
import { decodeText } from '../csv/text-decoder.ts';
import type { AttributeTypes } from '../attributes/attribute-type.ts';
import { columnsOf, delimiterOf, inferredIn, typed, type ImportColumn } from './import-columns.ts';
import { jsonRows } from './json-lines.ts';
import type { ListRow, ListRows, Rejection } from './list-row.ts';
import { RowReader } from './row-reader.ts';
import { unpacked } from './unpacked.ts';

export interface FileSettings {
  readonly encoding: string;
  /** Found in the header where it is not given. */
  readonly delimiter: string | undefined;
  readonly consentSource: string | undefined;
  readonly consentProof: string | undefined;
  readonly format: 'csv' | 'ndjson';
  /** What becomes of contacts that are known. */
  readonly update: UpdateMode | 'never';
  /** What the titles of the file mean, where they are not the names of our columns; in small letters. */
  readonly titles: ReadonlyMap<string, string>;
  /** What is known of the attributes of contacts. */
  readonly types: AttributeTypes;
}

export interface OpenFile {
  readonly rows: ListRows;
  /** Attributes of which the file is the first to tell. */
  readonly inferred: AttributeTypes;
}

const LONGEST_HEADER = 128 * 1024;
/** So many rows at most tell what the columns are. */
const SAMPLE = 1000;

/** The rows of a file, packed or not. Its beginning is read first: throws Invalid where the file cannot be read. */
export async function openFile(bytes: AsyncIterable<Uint8Array>, settings: FileSettings): Promise<OpenFile> {
  const pieces = decodeText(unpacked(bytes), settings.encoding);
  return settings.format === 'ndjson' ? { rows: jsonRows(pieces, settings), inferred: new Map() } : openCsv(pieces, settings);
}

async function openCsv(pieces: AsyncGenerator<string>, settings: FileSettings): Promise<OpenFile> {
  const file = new CsvFile(settings);
  try {
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      const rows = file.read(next.value);
      if (file.reader) return { rows: following(rows, file, pieces), inferred: file.inferred };
    }
    const rows = file.end();
    if (file.reader) return { rows: one(rows), inferred: file.inferred };
  } catch (error) {
    await pieces.return(undefined);
    throw error;
  }
  throw new Invalid('The file is empty; its first line must name the columns', [{ field: 'line 1', message: 'name the columns, one of them "email"' }]);
}

type Rows = (ListRow | Rejection)[];

async function* following(first: Rows, file: CsvFile, pieces: AsyncIterable<string>): ListRows {
  yield first;
  for await (const piece of pieces) yield file.read(piece);
  yield file.end();
}

async function* one(rows: Rows): ListRows {
  yield await Promise.resolve(rows);
}

/** Waits for the header, which tells how the rest is read. */
class CsvFile {
  reader: RowReader | undefined;
  inferred: AttributeTypes = new Map();
  private start = '';
  private endsLinesWithCr = false;
  private csv: CsvReader | undefined;

  constructor(private readonly settings: FileSettings) {}

  read(piece: string): Rows {
    if (this.csv) return this.take(this.csv.read(this.lines(piece)));
    this.start += piece;
    return this.start.length > LONGEST_HEADER || this.start.trimStart().includes('\n') ? this.open() : [];
  }

  end(): Rows {
    const late = this.csv ? [] : this.open();
    return [...late, ...this.take(this.csv?.end() ?? [])];
  }

  private open(): Rows {
    this.endsLinesWithCr = !this.start.includes('\n') && this.start.includes('\r');
    const start = this.lines(this.start);
    if (start.length > LONGEST_HEADER && !start.includes('\n')) throw new Invalid('The first line is longer than 128 KB, so it is no header of a CSV file');
    this.csv = new CsvReader(this.settings.delimiter ?? delimiterOf(firstLineOf(start)));
    this.start = '';
    return this.take(this.csv.read(start));
  }

  /** Old programs for the Mac end lines with CR alone. */
  private lines(text: string): string {
    return this.endsLinesWithCr ? text.replaceAll('\r', '\n') : text;
  }

  private take(records: Iterable<CsvRecord>): Rows {
    const all = [...records];
    const header = this.reader ? undefined : all.shift();
    const reader = this.reader ?? (header && this.begin(header, all));
    return reader ? all.map((record) => reader.identify(record)) : [];
  }

  /** The rows that came with the header tell what the attributes are. */
  private begin(header: CsvRecord, rows: readonly CsvRecord[]): RowReader {
    const cells = rows.slice(0, SAMPLE).flatMap((row) => ('cells' in row ? [row.cells] : []));
    const columns = columnsIn(header, this.settings);
    const { consentSource, consentProof, types, update } = this.settings;
    const withTypes = typed(columns, types, cells);
    this.inferred = inferredIn(withTypes, types);
    const consent = consentSource ? { source: consentSource, proof: consentProof ?? null } : null;
    this.reader = new RowReader({ columns: withTypes, consent, update });
    return this.reader;
  }
}

function firstLineOf(text: string): string {
  const [line = ''] = text.trimStart().split('\n', 1);
  return line;
}

function columnsIn(record: CsvRecord, { consentSource, titles }: FileSettings): ImportColumn[] {
  if ('defect' in record) throw new Invalid(`The header cannot be read: ${record.defect}`, [{ field: `line ${record.line}, column ${record.column}`, message: record.defect }]);
  return columnsOf(record.cells, titles, consentSource);
}
