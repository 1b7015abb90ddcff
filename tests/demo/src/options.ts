import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './system/places.ts';

export interface DemoOptions {
  readonly help: boolean;
  readonly hillstrom: string | undefined;
  readonly banking77: string | undefined;
  readonly accounts: number;
  readonly seed: number;
  readonly eventLog: 'postgres' | 'kafka';
  readonly json: string | undefined;
  readonly html: string;
  readonly keep: boolean;
}

/** Fewer have too few visitors to write 200 letters. */
const FEWEST_ACCOUNTS = 2_000;

/** What was typed cannot be run; the message says how to mend it. */
export class WrongUsage extends Error {}

export const HELP = `Usage: npm run demo -- [options]

Runs one funnel from import to report and compares every figure with the known truth; exits 1 when one differs.

  --hillstrom FILE    the real market: Hillstrom's experiment as CSV, also gzipped (else a generated market)
  --banking77 FILE    texts for ordinary tickets, a CSV with a column "text" (else ../banking77/test.csv beside
                      Hillstrom's folder where it exists, else our own)
  --accounts N        accounts of the generated market, 2000 or more (20000)
  --seed N            seed of everything that is random (1)
  --event-log LOG     postgres: all services in one process; kafka: a process per service on a real broker (postgres)
  --json FILE         write the findings as JSON
  --html FILE         write the report as one page (.widecast/demo/report.html)
  --keep              leave everything running and print its address and key; Ctrl-C ends it
  --help              this text

  DATABASE_URL        a PostgreSQL server on which a database is made for the run (else an embedded one in a temporary folder)
  KAFKA_BROKERS       a broker for --event-log kafka (else a container, else a process from Maven's artifacts)
`;

/** Paths are relative to where the command was typed. Throws {@link WrongUsage}. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): DemoOptions {
  const given = parse(args);
  const here = env['INIT_CWD'] ?? process.cwd();
  const path = (file: string | undefined): string | undefined => (file === undefined ? undefined : resolve(here, file));
  const hillstrom = existing('--hillstrom', path(given.hillstrom));
  return {
    help: given.help ?? false,
    hillstrom,
    banking77: existing('--banking77', path(given.banking77)) ?? besides(hillstrom),
    accounts: wholeNumber('--accounts', given.accounts ?? '20000', FEWEST_ACCOUNTS),
    seed: wholeNumber('--seed', given.seed ?? '1', 0),
    eventLog: eventLogOf(given['event-log'] ?? 'postgres'),
    json: path(given.json),
    html: path(given.html) ?? join(env['WIDECAST_DATA_DIR'] ?? join(ROOT, '.widecast'), 'demo/report.html'),
    keep: given.keep ?? false,
  };
}

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;

interface Given extends Partial<Record<'hillstrom' | 'banking77' | 'accounts' | 'seed' | 'event-log' | 'json' | 'html', string>> {
  readonly keep?: boolean;
  readonly help?: boolean;
}

function parse(args: readonly string[]): Given {
  const options = { hillstrom: TEXT, banking77: TEXT, accounts: TEXT, seed: TEXT, 'event-log': TEXT, json: TEXT, html: TEXT, keep: FLAG, help: FLAG };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function existing(flag: string, file: string | undefined): string | undefined {
  if (file !== undefined && !existsSync(file)) throw new WrongUsage(`${flag}: there is no file ${file}`);
  return file;
}

function besides(hillstrom: string | undefined): string | undefined {
  if (hillstrom === undefined) return undefined;
  return [join(dirname(hillstrom), '../banking77/test.csv'), join(dirname(hillstrom), 'banking77.csv')].find(existsSync);
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new WrongUsage(`${flag} must be a whole number, ${least} or more; got "${text}"`);
  return value;
}

function eventLogOf(text: string): DemoOptions['eventLog'] {
  if (text === 'postgres' || text === 'kafka') return text;
  throw new WrongUsage(`--event-log must be postgres or kafka; got "${text}"`);
}
