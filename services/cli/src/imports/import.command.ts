import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { Command } from 'commander';
import type { Json } from '../api/api-client.ts';
import { Failure, reasonOf } from '../failure.ts';
import type { Output } from '../output/output.ts';
import { cell, table } from '../output/table.ts';
import { act, examples } from '../session.ts';

interface Options {
  readonly consentSource?: string;
  readonly consentProof?: string;
  readonly consents?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly columns?: string;
  readonly update?: string;
  readonly dryRun?: boolean;
}

const SHOWN = 10;
const MEGABYTE = 1e6;

export const importCommand = (): Command =>
  examples(
    new Command('import')
      .description('import contacts from a file of any size, CSV or a JSON object a line (.ndjson, .jsonl), packed (.gz) or not; rows that are wrong are told and left out')
      .argument('<file>', 'the file, or - for what comes in')
      .option('--consent-source <text>', 'where the consents of this file come from')
      .option('--consent-proof <text>', 'what proves them')
      .option('--consents <purposes>', 'to what all contacts of the file have agreed where no column says otherwise: advertising,personal_data,tracking')
      .option('--delimiter <character>', 'between the columns; found out when absent')
      .option('--encoding <name>', 'of the text, like utf-8 or windows-1251; found out when absent')
      .option('--columns <pairs>', 'what titles of the file mean, like Firm=account_name;Staff=account.employees; "suggested" uses what titles of other programs look like')
      .option('--update <how>', 'what becomes of known contacts: overwrite, fill (only what is empty) or never')
      .option('--dry-run', 'check the file and change nothing'),
    'import customers.csv --consent-source "newsletter form" --consent-proof "form log 2026"',
    'import old.csv --encoding windows-1251 --delimiter ";" --dry-run',
    'import customers.ndjson.gz --update fill',
    'import - < customers.csv',
  ).action(
    act<Options>(async ({ api, out }, [file = ''], { dryRun, ...query }) => {
      const { stream, size } = await open(file);
      const body = progressOf(out, size);
      stream.on('error', (error) => body.destroy(error)).pipe(body);
      const answer = await api.stream('/v1/imports', { ...query, ...(dryRun ? { dryRun: true } : {}) }, typeOf(file), body);
      out.progress('');
      out.show(answer, resultOf(answer));
      if (Number(answer['rejected']) > 0 && answer['rejected'] === answer['rows']) throw new Failure(`no row of ${file} could be taken`);
    }),
  );

const typeOf = (file: string): string => (/\.(?:ndjson|jsonl)(?:\.gz)?$/i.test(file) ? 'application/x-ndjson' : 'text/csv');

async function open(file: string): Promise<{ stream: Readable; size: number | undefined }> {
  if (file === '-') return { stream: process.stdin, size: undefined };
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new Failure('it is a folder; name a file');
    const { size } = found;
    return { stream: createReadStream(file, { highWaterMark: 256 * 1024 }), size };
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

function progressOf(out: Output, size: number | undefined): Transform {
  let passed = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      passed += piece.length;
      const share = size === undefined ? '' : ` of ${(size / MEGABYTE).toFixed(1)} MB, ${Math.floor((100 * passed) / size)} %`;
      out.progress(`${(passed / MEGABYTE).toFixed(1)} MB${share} sent`);
      done(null, piece);
    },
  });
}

function resultOf(answer: Json): string {
  const { rejections = [], hints = [] } = answer as { rejections?: Json[]; hints?: string[] };
  const totals = ['rows', 'created', 'updated', 'unchanged', 'rejected', 'suppressed'].map((name) => `${name} ${cell(answer[name])}`).join(', ');
  const more = rejections.length > SHOWN ? `… widecast imports rejections ${cell(answer['importId'])} prints all of them\n` : '';
  const first = rejections.length > 0 ? `\n${table(rejections.slice(0, SHOWN), ['line', 'column', 'reason'])}${more}` : '';
  return `${totals}\n${answer['dryRun'] === true ? columnsIn(answer) : ''}${first}${hints.map((hint) => `\nhint: ${hint}\n`).join('')}`;
}

/** What a trial would make of each column. */
function columnsIn({ columns = {} }: { columns?: Json }): string {
  const meanings = Object.entries(columns).map(([title, meaning]) => ({ column: title, means: meaning }));
  return meanings.length === 0 ? '' : `\n${table(meanings, ['column', 'means'])}`;
}
