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

const LONGEST_HEADER = 128 * 1024;

/** The contacts and rejections of a CSV file, row by row. Throws Invalid before the first where the file cannot be read. */
export async function* rowsOfFile(bytes: AsyncIterable<Uint8Array>, settings: FileSettings): AsyncGenerator<(ContactDraft | Rejection)[]> {
  let reader: CsvReader | undefined;
  let rows: RowReader | undefined;
  let start = '';
  const take = (records: Iterable<CsvRecord>): (ContactDraft | Rejection)[] => {
    const read: (ContactDraft | Rejection)[] = [];
    for (const record of records) {
      if (rows) read.push(rows.read(record));
      else rows = rowReaderOf(record, settings);
    }
    return read;
  };
  for await (const piece of decodeText(bytes, settings.encoding)) {
    if (reader) {
      const read = take(reader.read(piece));
      if (rows) yield read;
      continue;
    }
    start += piece;
    if (!hasHeader(start)) continue;
    reader = new CsvReader(settings.delimiter ?? delimiterOf(firstLineOf(start)));
    const read = take(reader.read(start));
    if (rows) yield read;
  }
  const late = reader === undefined;
  reader ??= new CsvReader(settings.delimiter ?? delimiterOf(firstLineOf(start)));
  const read = [...(late ? take(reader.read(start)) : []), ...take(reader.end())];
  if (rows) yield read;
  else throw new Invalid('The file is empty; its first line must name the columns', [{ field: 'line 1', message: 'name the columns, one of them "email"' }]);
}

function hasHeader(start: string): boolean {
  if (start.trimStart().includes('\n')) return true;
  if (start.length > LONGEST_HEADER) throw new Invalid('The first line is longer than 128 KB, so it is no header of a CSV file');
  return false;
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
