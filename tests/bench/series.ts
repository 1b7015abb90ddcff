import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJson } from './write-json.ts';

export interface Series {
  /** Numbers of contacts, parted by commas. */
  readonly sizes: string;
  /** Figures that every size must give. */
  readonly keys: readonly string[];
  readonly json: string | undefined;
}

type Figures = Readonly<Record<string, unknown>>;

/** Runs the bench that is running once for each size, in a process and on a database of its own, and prints how its figures grow. Gives the exit code. */
export async function runSeries({ sizes, keys, json }: Series): Promise<number> {
  const numbers = sizes.split(',').map(Number);
  if (numbers.some((size) => !Number.isInteger(size) || size < 1)) throw new Error(`--series must be whole numbers above 0, parted by commas, not "${sizes}"`);
  if (process.argv.some((argument) => argument.startsWith('--data'))) throw new Error('--data holds contacts of one number; leave it out with --series');
  const folder = mkdtempSync(join(tmpdir(), 'widecast-series-'));
  try {
    const runs: Figures[] = [];
    for (const size of numbers) runs.push(await runOne(size, join(folder, `${size}.json`)));
    const missing = runs.flatMap((run, n) => keys.filter((key) => typeof run[key] !== 'number').map((key) => `${key} at ${numbers[n]}`));
    if (missing.length > 0) throw new Error(`The bench gave no ${missing.join(', no ')}`);
    print(runs, ['contacts', ...keys]);
    writeJson(json, { series: runs });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
}

async function runOne(size: number, file: string): Promise<Figures> {
  const child = spawn(process.execPath, [...process.execArgv, ...withoutSeries(process.argv.slice(1)), '--contacts', String(size), '--json', file], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The bench ended with ${code} at ${size} contacts`);
  return JSON.parse(readFileSync(file, 'utf8')) as Figures;
}

const OWN = ['--series', '--contacts', '--json'];

function withoutSeries(args: readonly string[]): string[] {
  return args.filter((argument, n) => !OWN.some((name) => argument === name || argument.startsWith(`${name}=`)) && !OWN.includes(args[n - 1] ?? ''));
}

function print(runs: readonly Figures[], keys: readonly string[]): void {
  const cell = (value: unknown): string => (typeof value !== 'number' ? '–' : value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 2 : 0 }));
  process.stdout.write('\n');
  for (const key of keys) process.stdout.write(`${key.padEnd(24)}${runs.map((run) => cell(run[key]).padStart(14)).join('')}\n`);
}
