import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Example } from '@widecast/text';
import { parse } from 'csv-parse/sync';

export interface Banking77 {
  readonly train: readonly Example[];
  readonly test: readonly Example[];
}

/** train.csv and test.csv with the columns text and category (Casanueva et al. 2020). */
export function readBanking77(folder: string): Banking77 {
  const read = (name: string): Example[] => {
    const rows = parse<{ text: string; category: string }>(readFileSync(join(folder, name), 'utf8'), { columns: true, bom: true });
    return rows.map(({ text, category }) => ({ text, label: category }));
  };
  return { train: read('train.csv'), test: read('test.csv') };
}

export interface Clinc150 {
  readonly train: readonly Example[];
  readonly val: readonly Example[];
  readonly test: readonly Example[];
  readonly outside: { readonly train: readonly string[]; readonly val: readonly string[]; readonly test: readonly string[] };
}

/** data_full.json, packed or not (Larson et al. 2019). */
export function readClinc150(folder: string): Clinc150 {
  const file = join(folder, 'data_full.json');
  const bytes = existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`));
  const data = JSON.parse(bytes.toString()) as Record<string, [string, string][]>;
  const inside = (part: string): Example[] => (data[part] ?? []).map(([text, label]) => ({ text, label }));
  const outside = (part: string): string[] => (data[part] ?? []).map(([text]) => text);
  return { train: inside('train'), val: inside('val'), test: inside('test'), outside: { train: outside('oos_train'), val: outside('oos_val'), test: outside('oos_test') } };
}
