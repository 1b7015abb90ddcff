import { Invalid } from '@widecast/service-kit';
import { CsvReader, type CsvRecord } from '../csv/csv-reader.ts';
import { decodeText } from '../csv/text-decoder.ts';
import type { ContactDraft } from '../writing/contact-draft.ts';
import { columnsOf, delimiterOf } from './import-columns.ts';
import { RowReader, type Rejection } from './row-reader.ts';
import { SeenAddresses } from './seen-addresses.ts';

export interface FileSettings {
  readonly encoding: string;
  /** Found in the header where it is not given. */
  readonly delimiter: string | undefined;
  readonly consentSource: string | undefined;
  readonly consentProof: string | undefined;
}

type Rows = (ContactDraft | Rejection)[];

const LONGEST_HEADER = 128 * 1024;

/** The contacts and rejections of a CSV file, row by row. Throws Invalid before the first where the file cannot be read. */
export async function* rowsOfFile(bytes: AsyncIterable<Uint8Array>, settings: FileSettings): AsyncGenerator<Rows> {
  const file = new FileReader(settings);
  for await (const piece of decodeText(bytes, settings.encoding)) {
    const rows = file.read(piece);
    if (file.hasHeader) yield rows;
  }
  yield file.end();
}

/** Waits for the header, which tells how the rest is read. */
class FileReader {
  private start = '';
  private endsLinesWithCr = false;
  private reader: CsvReader | undefined;
  private rows: RowReader | undefined;

  constructor(private readonly settings: FileSettings) {}

  get hasHeader(): boolean {
    return this.rows !== undefined;
  }

  read(piece: string): Rows {
    if (this.reader) return this.take(this.reader.read(this.lines(piece)));
    this.start += piece;
    return this.start.length > LONGEST_HEADER || this.start.trimStart().includes('\n') ? this.open() : [];
  }

  end(): Rows {
    const late = this.reader ? [] : this.open();
    const rows = [...late, ...this.take(this.reader?.end() ?? [])];
    if (this.rows) return rows;
    throw new Invalid('The file is empty; its first line must name the columns', [{ field: 'line 1', message: 'name the columns, one of them "email"' }]);
  }

  private open(): Rows {
    this.endsLinesWithCr = !this.start.includes('\n') && this.start.includes('\r');
    const start = this.lines(this.start);
    if (start.length > LONGEST_HEADER && !start.includes('\n')) throw new Invalid('The first line is longer than 128 KB, so it is no header of a CSV file');
    this.reader = new CsvReader(this.settings.delimiter ?? delimiterOf(firstLineOf(start)));
    return this.take(this.reader.read(start));
  }

  /** Old programs for the Mac end lines with CR alone. */
  private lines(text: string): string {
    return this.endsLinesWithCr ? text.replaceAll('\r', '\n') : text;
  }

  private take(records: Iterable<CsvRecord>): Rows {
    const read: Rows = [];
    for (const record of records) {
      if (this.rows) read.push(this.rows.read(record));
      else this.rows = rowReaderOf(record, this.settings);
    }
    return read;
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
