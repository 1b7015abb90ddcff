// A whole campaign, from the launch of a frozen audience to the last recorded outcome, beside listmonk and plain nodemailer in the same run.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeJson } from '../write-json.ts';
import { BenchDatabase } from './bench-database.ts';
import { cpuOf } from '../service-process.ts';
import { runListmonk, runNodemailer } from './peers.ts';
import { median, tellFigures, tellMedians } from './report.ts';
import { Sink } from './sink.ts';
import { runWidecast, type Figures } from './widecast.ts';

const { values: given } = parseArgs({
  options: {
    recipients: { type: 'string', default: '100000' }, processes: { type: 'string', default: '1' }, runs: { type: 'string', default: '3' },
    listmonk: { type: 'string' }, json: { type: 'string' },
  },
});
const [recipients, processes, runs] = [Number(given.recipients), Number(given.processes), Number(given.runs)];
const listmonk = given.listmonk === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? process.cwd(), given.listmonk);
/** It composes about a thousand a second: more of them tell nothing new. */
const naive = Math.min(recipients, 5000);

let sink: Sink;
try {
  sink = await Sink.start();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
const database = await BenchDatabase.start();

async function onDatabase<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const url = await database.create();
  try {
    return await work(url);
  } finally {
    await database.drop(url);
  }
}

const others = (): { postgres: number; sink: number } => ({ postgres: database.cpuSeconds(), sink: cpuOf(sink.pid) });
const ours: Figures[] = [];
const peers: { listmonk: number[]; nodemailer: number[] } = { listmonk: [], nodemailer: [] };
process.stdout.write(`${recipients.toLocaleString('en-US')} recipients, ${processes} sending process(es), ${runs} runs, alternating; messages/s\n`);
for (let run = 1; run <= runs; run += 1) {
  const figures = await onDatabase((url) => runWidecast({ database: url, smtpPort: sink.port, recipients, processes, others }));
  ours.push(figures);
  if (listmonk !== undefined) peers.listmonk.push(await onDatabase((url) => runListmonk(listmonk, { database: url, smtpPort: sink.port, recipients })));
  peers.nodemailer.push(await runNodemailer(sink.port, naive));
  tellFigures(run, figures, { listmonk: peers.listmonk.at(-1), nodemailer: peers.nodemailer.at(-1) });
}

const perSecond = median(ours.map((each) => each.perSecond));
const peerMedians = Object.fromEntries(Object.entries(peers).filter(([, rates]) => rates.length > 0).map(([name, rates]) => [name, median(rates)]));
const figures = {
  recipients, processes, perSecond,
  rssMb: median(ours.map((each) => each.rssMb)),
  walBytesPerRecipient: median(ours.map((each) => each.walBytesPerRecipient)),
  tableBytesPerRecipient: median(ours.map((each) => each.tableBytesPerRecipient)),
  firstMessageSeconds: median(ours.map((each) => each.firstMessageSeconds)),
  peers: peerMedians,
  ratios: Object.fromEntries(Object.entries(peerMedians).map(([name, rate]) => [name, Math.round((perSecond / rate) * 100) / 100])),
};
tellMedians(figures);
writeJson(given.json, figures);

sink.stop();
await database.stop();
process.exit(0);
