// What a campaign keeps of its speed while opens and clicks pour in, and how late segments are meanwhile.
import { writeJson } from '../write-json.ts';
import { Installation } from './installation.ts';
import { optionsOf } from './options.ts';
import { figuresOf, tellRun } from './report.ts';
import { runCampaign, type RunFigures } from './run.ts';

function failed(error: unknown): never {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

const options = await Promise.resolve().then(optionsOf).catch(failed);
const { recipients, rate, runs } = options;
const installation = await Installation.start(options).catch(failed);
const alone: RunFigures[] = [];
const blasted: RunFigures[] = [];

async function measure(name: string, figures: RunFigures[], pace: number | undefined): Promise<void> {
  const run = await runCampaign(installation, recipients, pace);
  figures.push(run);
  tellRun(name, run);
}

/** So many messages before anything is measured: both services run as they do for long, not as they start. */
const WARM_UP = 20_000;

try {
  await runCampaign(installation, WARM_UP, rate);
  for (let run = 1; run <= runs; run += 1) {
    process.stdout.write(`run ${run} of ${runs}\n`);
    const turns = [() => measure('alone', alone, undefined), () => measure(`with ${rate} opens and clicks/s`, blasted, rate)];
    // Neither is always the one that comes after the other.
    for (const turn of run % 2 === 1 ? turns : turns.toReversed()) await turn();
  }
  const figures = figuresOf(alone, blasted);
  process.stdout.write(`medians: ${figures.alonePerSecond} messages/s alone, ${figures.blastPerSecond} with the blast: ${figures.dispatchShare} of it, by the CPU used ${figures.cpuShare}\n${JSON.stringify(figures)}\n`);
  writeJson(options.json, { ...options, ...figures });
} finally {
  await installation.stop();
}
process.exit();
