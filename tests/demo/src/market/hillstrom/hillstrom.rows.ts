import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** One customer of the experiment, as the file tells it. */
export type HillstromRow = Readonly<Record<string, string>>;

const COLUMNS = ['recency', 'history_segment', 'history', 'mens', 'womens', 'zip_code', 'newbie', 'channel', 'segment', 'visit', 'conversion', 'spend'];

export class NotTheHillstromFile extends Error {
  constructor(file: string, missing: readonly string[]) {
    super(`${file} is not the Hillstrom file: it lacks the column(s) ${missing.join(', ')}`);
  }
}

/** Reads the file, plain or gzipped, row by row. Throws {@link NotTheHillstromFile} where columns are missing. */
export async function* readHillstrom(file: string): AsyncGenerator<HillstromRow> {
  const bytes = createReadStream(file);
  const parser = parse({ columns: true, bom: true });
  const content = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  const fail = (error: Error): void => void parser.destroy(error);
  bytes.on('error', fail);
  content.on('error', fail);
  let isFirst = true;
  for await (const row of content.pipe(parser) as AsyncIterable<HillstromRow>) {
    const missing = isFirst ? COLUMNS.filter((column) => row[column] === undefined) : [];
    if (missing.length > 0) throw new NotTheHillstromFile(file, missing);
    isFirst = false;
    yield row;
  }
  if (isFirst) throw new NotTheHillstromFile(file, COLUMNS);
}
