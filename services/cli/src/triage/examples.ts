import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { isOutOfScope, type Example } from '@widecast/text';
import { parse } from 'csv-parse';
import { Failure, reasonOf } from '../failure.ts';

const LABELS = ['label', 'category', 'intent'];
const LARGEST_BYTES = 64_000_000;
const MOST_ROWS = 200_000;

/** Where the label is in a row; undefined where none is needed. */
type Row = Readonly<Record<string, unknown>>;

interface Numbered {
  readonly line: number;
  readonly row: Row;
}

export interface Examples {
  readonly inScope: readonly Example[];
  readonly outOfScope: readonly string[];
  /** Lines of rows without a text or without a label. */
  readonly leftOut: readonly number[];
}

/** Examples with labels from a CSV file with a header or a file of JSON lines. Throws {@link Failure} where the file is none. */
export async function readExamples(file: string): Promise<Examples> {
  const examples: Example[] = [];
  const leftOut: number[] = [];
  for await (const { line, row } of rowsOf(file, 'labelled')) {
    const text = fieldOf(row, ['text']);
    const label = fieldOf(row, LABELS);
    if (text?.trim() && label?.trim()) examples.push({ text, label: label.trim() });
    else leftOut.push(line);
  }
  if (examples.length === 0) throw new Failure(`${file} holds no examples${leftOut.length > 0 ? `: none of its ${leftOut.length} rows has both a text and a label (${LABELS.join(', ')})` : ''}`);
  return { inScope: examples.filter((example) => !isOutOfScope(example)), outOfScope: examples.filter(isOutOfScope).map(({ text }) => text), leftOut };
}

/** Without labels of which there is a single example, as long as two others are left: no fold could hold one back. */
export function withoutSingle(examples: readonly Example[]): { kept: readonly Example[]; single: readonly string[] } {
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  const single = [...counts.keys()].filter((label) => counts.get(label) === 1);
  if (counts.size - single.length < 2) return { kept: examples, single: [] };
  return { kept: examples.filter(({ label }) => counts.get(label) !== 1), single };
}

/** Texts from a file of the same kinds, labelled or not, in their order; "" for a row without one. */
export async function readTexts(file: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const { row } of rowsOf(file, 'texts')) texts.push(fieldOf(row, ['text'])?.trim() ? (fieldOf(row, ['text']) ?? '') : '');
  if (texts.every((text) => text === '')) throw new Failure(`${file} holds no texts`);
  return texts;
}

function fieldOf(row: Row, names: readonly string[]): string | undefined {
  const found = Object.entries(row).find(([name]) => names.includes(name.trim().toLowerCase()))?.[1];
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : undefined;
}

async function* rowsOf(file: string, kind: 'labelled' | 'texts'): AsyncGenerator<Numbered> {
  await checkSize(file);
  await checkLetters(file);
  const first = await firstLine(file);
  if (first.startsWith('[')) throw new Failure(`${file} is a JSON array; write one object a line ({"text": …, "label": …})`);
  const rows = first.startsWith('{') ? jsonRows(file) : csvRows(file, first, kind);
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > MOST_ROWS) throw new Failure(`${file} has more than ${MOST_ROWS} rows; take a sample of them`);
    yield row;
  }
}

async function checkSize(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`);
  });
  if (found.isDirectory()) throw new Failure(`${file} is a folder; give a file in it`);
  const { size } = found;
  if (size > LARGEST_BYTES) throw new Failure(`${file} has ${Math.round(size / 1e6)} MB, and at most ${LARGEST_BYTES / 1e6} MB are read; take a sample of its rows`);
  if (size === 0) throw new Failure(`${file} is empty`);
}

/** Letters that are read in a wrong way would be learned without a word. */
async function checkLetters(file: string): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const check = (chunk?: Buffer): void => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new Failure(`${file} is not UTF-8; save it anew with this encoding ("CSV UTF-8" in spreadsheets)`);
    }
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) check(chunk);
  check();
}

async function firstLine(file: string): Promise<string> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const clean = line.replace(/^\uFEFF/, '').trim();
    if (clean !== '') return clean;
  }
  throw new Failure(`${file} holds blank lines only`);
}

async function* jsonRows(file: string): AsyncGenerator<Numbered> {
  let line = 0;
  for await (const content of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    const clean = content.replace(/^\uFEFF/, '').trim();
    if (clean !== '') yield { line, row: objectIn(clean, file, line) };
  }
}

function objectIn(text: string, file: string, line: number): Row {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found as Row;
  } catch {
    // Told below, with the line.
  }
  throw new Failure(`${file} line ${line} is not a JSON object; each line must be one ({"text": …, "label": …})`);
}

async function* csvRows(file: string, header: string, kind: 'labelled' | 'texts'): AsyncGenerator<Numbered> {
  const delimiter = [',', ';', '\t'].toSorted((a, b) => header.split(b).length - header.split(a).length)[0] ?? ',';
  const names = header.split(delimiter).map((name) => name.replaceAll('"', '').trim().toLowerCase());
  if (!names.includes('text') || (kind === 'labelled' && !names.some((name) => LABELS.includes(name)))) {
    const wanted = kind === 'labelled' ? '"text" and one of "label", "category" or "intent"' : '"text"';
    throw new Failure(`${file}: the first line must name the columns, ${wanted} among them; it is: ${header.slice(0, 80)}`);
  }
  const parser = createReadStream(file).pipe(parse({ columns: true, bom: true, delimiter, skip_empty_lines: true, relax_quotes: true, info: true }));
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>) yield { line: info.lines, row: record };
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(`${file} is not a CSV file: ${reasonOf(error)}`);
  }
}
