import { createReadStream } from 'node:fs';
import { Command } from 'commander';
import type { ApiClient } from '../api/api-client.ts';
import { Failure, reasonOf } from '../failure.ts';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';
import { act, examples } from '../session.ts';
import { eventBatches } from './event-batches.ts';

interface Rejection {
  readonly index: number;
  readonly field: string;
  readonly message: string;
}

interface Totals {
  accepted: number;
  duplicates: number;
  rejected: number;
  rejections: { line: number; field: string; message: string }[];
}

const KEPT = 100;
const SHOWN = 10;

export const behaviourCommand = (): Command =>
  examples(
    new Command('behaviour').description('record what contacts did, from a file with one JSON event a line; the same event twice counts once')
      .argument('<file>', 'NDJSON of {eventId, contact: {id|email|externalId}, type, occurredAt, value?}, or -')
      .option('--batch <n>', 'events in one request, up to 5000', '1000'),
    'behaviour visits.ndjson', 'behaviour - < visits.ndjson',
  ).action(
    act<{ batch: string }>(async ({ api, out }, [file = ''], { batch }) => {
      const size = Number(batch);
      if (!Number.isInteger(size) || size < 1 || size > 5000) throw new Failure('--batch must be a number from 1 to 5000');
      const totals = await send(api, out, file, size);
      out.progress('');
      const { rejections, ...counts } = totals;
      const summary = Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', ');
      out.show(totals, `${summary}\n${rejections.length > 0 ? `\n${table(rejections.slice(0, SHOWN), ['line', 'field', 'message'])}` : ''}`);
      if (totals.rejected > 0 && totals.accepted + totals.duplicates === 0) throw new Failure(`no event of ${file} could be taken`);
    }),
  );

async function send(api: ApiClient, out: Output, file: string, size: number): Promise<Totals> {
  const totals: Totals = { accepted: 0, duplicates: 0, rejected: 0, rejections: [] };
  const input = file === '-' ? process.stdin : createReadStream(file);
  // readline does not pass the errors of its input on.
  const broken = new Promise<never>((_resolve, reject) => input.once('error', (error: Error) => reject(new Failure(`${file} cannot be read: ${reasonOf(error)}`))));
  const all = async (): Promise<void> => {
    for await (const { events, lines } of eventBatches(input, size)) {
      const answer = (await api.post('/v1/behaviour', { events })) as { accepted?: number; duplicates?: number; rejected?: Rejection[] };
      count(totals, answer, lines);
      out.progress(`${totals.accepted + totals.duplicates + totals.rejected} events sent`);
    }
  };
  await Promise.race([all(), broken]);
  return totals;
}

function count(totals: Totals, { accepted = 0, duplicates = 0, rejected = [] }: { accepted?: number; duplicates?: number; rejected?: Rejection[] }, lines: readonly number[]): void {
  totals.accepted += accepted;
  totals.duplicates += duplicates;
  totals.rejected += rejected.length;
  for (const { index, field, message } of rejected) if (totals.rejections.length < KEPT) totals.rejections.push({ line: lines[index] ?? 0, field, message });
}
