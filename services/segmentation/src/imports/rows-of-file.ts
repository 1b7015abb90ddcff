import { Invalid } from '@widecast/service-kit';
import { decodeText } from '../csv/text-decoder.ts';
import type { AttributeTypes } from '../attributes/attribute-type.ts';
import { CsvFile, NO_HEADER, type CsvSettings, type Header, type Rows } from './csv-file.ts';
import { jsonRows } from './json-lines.ts';
import type { ListRows } from './list-row.ts';
import { unpacked } from './unpacked.ts';

export interface FileSettings extends CsvSettings {
  readonly encoding: string;
  readonly format: 'csv' | 'ndjson';
}

export interface OpenFile {
  readonly rows: ListRows;
  /** Attributes of which the file is the first to tell. */
  readonly inferred: AttributeTypes;
  readonly header: Header;
}

/** The rows of a file, packed or not. Its beginning is read first: throws Invalid where the file cannot be read. */
export async function openFile(bytes: AsyncIterable<Uint8Array>, settings: FileSettings): Promise<OpenFile> {
  const pieces = decodeText(unpacked(bytes), settings.encoding);
  return settings.format === 'ndjson' ? { rows: jsonRows(pieces, settings), inferred: new Map(), header: NO_HEADER } : openCsv(pieces, settings);
}

async function openCsv(pieces: AsyncGenerator<string>, settings: FileSettings): Promise<OpenFile> {
  const file = new CsvFile(settings);
  try {
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      const rows = file.read(next.value);
      if (file.reader) return { rows: following(rows, file, pieces), inferred: file.inferred, header: file.header };
    }
    const rows = file.end();
    if (file.reader) return { rows: one(rows), inferred: file.inferred, header: file.header };
  } catch (error) {
    await pieces.return(undefined);
    throw error;
  }
  throw new Invalid('The file is empty; its first line must name the columns', [{ field: 'line 1', message: 'name the columns, one of them "email"' }]);
}

async function* following(first: Rows, file: CsvFile, pieces: AsyncIterable<string>): ListRows {
  yield first;
  for await (const piece of pieces) yield file.read(piece);
  yield file.end();
}

async function* one(rows: Rows): ListRows {
  yield await Promise.resolve(rows);
}
