import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Api } from './src/client/api.ts';
import type { Demo } from './src/demo.ts';
import type { Findings } from './src/findings.ts';
import { chooseMarket, chooseQuestions, isWholeHillstrom } from './src/market/choose-market.ts';
import { HELP, readOptions, WrongUsage, type DemoOptions } from './src/options.ts';
import { pageOf } from './src/report/page/page.ts';
import { Progress } from './src/report/progress.ts';
import { tableOf } from './src/report/table.ts';
import { runDemo, STEPS } from './src/run-demo.ts';
import { compareKnownAnswers } from './src/steps/measuring/known-answers.ts';
import { Shutdown } from './src/system/shutdown.ts';
import { startSinkProcess } from './src/system/sink/sink.process.ts';
import { startSystem } from './src/system/system.ts';
import { Checks } from './src/truth/checks.ts';

const TICKETS = 200;
const COMPLAINTS = 40;

const say = (text: string): void => void process.stdout.write(text);
const shutdown = new Shutdown();
let isInterrupted = false;

function stopOnSignal(): void {
  const end = (): void => {
    if (isInterrupted) process.exit(130);
    isInterrupted = true;
    say('\nStopping …\n');
    void shutdown.stop().then(() => process.exit(130));
  };
  process.on('SIGINT', end).on('SIGTERM', end);
}

async function perform(options: DemoOptions): Promise<Findings> {
  const begun = performance.now();
  const market = await chooseMarket(options);
  say(`Widecast demo: ${market.title}\n`);
  const system = await startSystem({ eventLog: options.eventLog, from: 'built', databaseUrl: process.env['DATABASE_URL'], startSink: startSinkProcess }, shutdown);
  say(`${system.description}, ready after ${((performance.now() - begun) / 1000).toFixed(1)} s: ${system.api.url}\n\n`);
  const checks = new Checks();
  const questions = await chooseQuestions(options, TICKETS - COMPLAINTS);
  const demo: Demo = {
    market, api: new Api(system.api), sink: system.sink, ticketsPort: system.ticketsPort, checks, progress: new Progress(STEPS, say), seed: options.seed,
    letters: { tickets: TICKETS, complaints: COMPLAINTS, questions },
  };
  const found = await runDemo(demo);
  if (isWholeHillstrom(options, market)) compareKnownAnswers(checks, found);
  const differences = checks.differences.map(({ what, expected, actual }) => ({ what, expected, actual }));
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  if (options.keep) say(`\nEverything keeps running at ${system.api.url} with the key ${system.api.key}\n`);
  return { ...found, eventLog: options.eventLog, checks: checks.all.length, differences, seconds };
}

async function report(findings: Findings, { json, html }: DemoOptions): Promise<void> {
  say(tableOf(findings));
  await mkdir(dirname(html), { recursive: true });
  await writeFile(html, pageOf(findings));
  say(`  page: ${html}\n`);
  if (json !== undefined) {
    await mkdir(dirname(json), { recursive: true });
    await writeFile(json, `${JSON.stringify(findings, undefined, 2)}\n`);
  }
  const { differences, checks, seconds } = findings;
  for (const { what, expected, actual } of differences) say(`  DIFFERS  ${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}\n`);
  say(differences.length === 0 ? `\nAll ${checks} figures equal the truth; ${seconds} s.\n` : `\n${differences.length} of ${checks} figures differ from the truth; ${seconds} s.\n`);
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) {
    say(HELP);
    return 0;
  }
  stopOnSignal();
  const findings = await perform(options);
  await report(findings, options);
  if (options.keep) {
    say('Ctrl-C ends it.\n');
    await new Promise(() => setInterval(() => undefined, 60_000));
  }
  return findings.differences.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (isInterrupted) await new Promise(() => undefined);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof WrongUsage ? `${message}\nSee npm run demo -- --help\n` : `The demo stopped: ${message}\n`);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
}
await shutdown.stop();
process.exit();
