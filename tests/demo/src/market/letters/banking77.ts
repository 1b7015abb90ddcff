import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { Letter } from './complaints.ts';
import { shuffled, type Random } from '../random.ts';

/** Real questions of bank customers, as many as wanted, in random order. Throws where the file has no column `text`. */
export async function readBanking77(file: string, count: number, random: Random): Promise<Letter[]> {
  const texts: string[] = [];
  const parser = parse({ columns: true, bom: true });
  const source = createReadStream(file).on('error', (error) => parser.destroy(error));
  for await (const { text } of source.pipe(parser) as AsyncIterable<{ readonly text?: string }>) if (text) texts.push(text.trim());
  if (texts.length < count) throw new Error(`${file} has ${texts.length} texts in a column named "text"; ${count} are needed`);
  return shuffled(random, texts).slice(0, count).map((text) => ({ subject: 'A question', text }));
}
