// A whole campaign, from the launch of a frozen audience to the last recorded outcome, beside listmonk and plain nodemailer in the same run.
import { cpuOf } from '../service-process.ts';
import { writeJson } from '../write-json.ts';
import { runBareLoop } from './bare-loop.ts';
import { BenchDatabase } from './bench-database.ts';
import { optionsOf } from './options.ts';
import { runListmonk, runNodemailer } from './peers.ts';
import { median, mediansOf, nameOf, tellFigures, tellMedians, tellPeer } from './report.ts';
import { Sink } from './sink.ts';
import { runWidecast, type Figures } from './widecast.ts';

/** Plain nodemailer composes about a thousand a second: more of them tell nothing new. */
const NAIVE = 5000;
const BARE = 50_000;

function failed(error: unknown): never {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

const options = ((): ReturnType<typeof optionsOf> => {
  try {
    return optionsOf();
  } catch (error) {
    return failed(error);
  }
})();
const { variants, runs, listmonk } = options;
const [main] = variants;
const sink = await Sink.start().catch(failed);
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
const ours = new Map(variants.map((variant): [typeof variant, Figures[]] => [variant, []]));
const rates = new Map<string, number[]>();

async function measurePeer(name: string, run: () => Promise<number>): Promise<void> {
  const perSecond = await run();
  rates.set(name, [...(rates.get(name) ?? []), perSecond]);
  tellPeer(name, perSecond);
}

for (let run = 1; run <= runs; run += 1) {
  process.stdout.write(`run ${run} of ${runs}, messages/s\n`);
  for (const [variant, figures] of ours) {
    const measured = await onDatabase((url) => runWidecast({ ...variant, database: url, smtpPort: sink.port, others }));
    figures.push(measured);
    tellFigures(nameOf(variant), measured);
  }
  if (listmonk !== undefined) await measurePeer('listmonk', () => onDatabase((url) => runListmonk(listmonk, { database: url, smtpPort: sink.port, recipients: main.recipients })));
  await measurePeer('nodemailer', () => runNodemailer(sink.port, Math.min(main.recipients, NAIVE)));
  await measurePeer('bareLoop', () => runBareLoop(sink.port, Math.min(main.recipients, BARE)));
}

const peers = Object.fromEntries([...rates].map(([name, all]) => [name, median(all)]));
process.stdout.write('medians, messages/s\n');
const medians = variants.map((variant) => ({ ...variant, ...mediansOf(ours.get(variant) ?? [], peers) }));
medians.forEach((each, at) => tellMedians(nameOf(variants[at] ?? main), each));
const [first, ...further] = medians;
const figures = { ...first, ...(further.length > 0 ? { variants: further } : {}) };
process.stdout.write(`${JSON.stringify(figures)}\n`);
writeJson(options.json, figures);

sink.stop();
await database.stop();
process.exit(0);
