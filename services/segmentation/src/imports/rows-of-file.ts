import { Invalid } from '@widecast/service-kit';
import { CsvReader, type CsvRecord } from '../csv/csv-reader.ts';
import { decodeText } from '../csv/text-decoder.ts';
import { columnsOf, delimiterOf } from './import-columns.ts';
import { RowReader } from './row-reader.ts';
import { SeenAddresses } from './seen-addresses.ts';

export interface FileSettings {
  readonly encoding: string;
  /** Found in the header where it is not given. */
  readonly delimiter: string | undefined;
  readonly consentSource: string | undefined;
  readonly consentProof: string | undefined;
}

/** A file whose header is read: how its rows are read, and its rows. */
export interface OpenFile {
  readonly reader: RowReader;
  readonly records: AsyncIterable<Iterable<CsvRecord>>;
}

const LONGEST_HEADER = 128 * 1024;

/** Reads the header of a CSV file. Throws Invalid where the file cannot be read. */
export async function openFile(bytes: AsyncIterable<Uint8Array>, settings: FileSettings): Promise<OpenFile> {
  const pieces = decodeText(bytes, settings.encoding);
  const file = new CsvFile(settings);
  try {
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      const records = file.read(next.value);
      if (file.reader) return { reader: file.reader, records: following(records, file, pieces) };
    }
    const records = file.end();
    if (file.reader) return { reader: file.reader, records: one(records) };
  } catch (error) {
    await pieces.return(undefined);
    throw error;
  }
  throw new Invalid('The file is empty; its first line must name the columns', [{ field: 'line 1', message: 'name the columns, one of them "email"' }]);
}

async function* following(first: Iterable<CsvRecord>, file: CsvFile, pieces: AsyncIterable<string>): AsyncGenerator<Iterable<CsvRecord>> {
  yield first;
  for await (const piece of pieces) yield file.read(piece);
  yield file.end();
}

async function* one(records: Iterable<CsvRecord>): AsyncGenerator<Iterable<CsvRecord>> {
  yield await Promise.resolve(records);
}

/** Waits for the header, which tells how the rest is read. */
class CsvFile {
  reader: RowReader | undefined;
  private start = '';
  private endsLinesWithCr = false;
  private csv: CsvReader | undefined;

  constructor(private readonly settings: FileSettings) {}

  read(piece: string): CsvRecord[] {
    if (this.csv) return this.take(this.csv.read(this.lines(piece)));
    this.start += piece;
    return this.start.length > LONGEST_HEADER || this.start.trimStart().includes('\n') ? this.open() : [];
  }

  end(): CsvRecord[] {
    const late = this.csv ? [] : this.open();
    return [...late, ...this.take(this.csv?.end() ?? [])];
  }

  private open(): CsvRecord[] {
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

  private take(records: Iterable<CsvRecord>): CsvRecord[] {
    const all = [...records];
    const header = this.reader ? undefined : all.shift();
    if (header) this.reader = rowReaderOf(header, this.settings);
    return all;
  }
}

function firstLineOf(text: string): string {
  const [line = ''] = text.trimStart().split('\n', 1);
  return line;
}

function rowReaderOf(record: CsvRecord, { consentSource, consentProof }: FileSettings): RowReader {
  if ('defect' in record) throw new Invalid(`The header cannot be read: ${record.defect}`, [{ field: `line ${record.line}, column ${record.column}`, message: record.defect }]);
  const columns = columnsOf(record.cells, consentSource);
  const consent = consentSource ? { source: consentSource, proof: consentProof ?? null } : null;
  return new RowReader({ columns, consent }, new SeenAddresses());
}
