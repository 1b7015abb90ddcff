import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface FaultOptions {
  /** Senders that are killed. */
  readonly kills: number;
  readonly seed: number;
  /** Of all campaigns of the run together. */
  readonly recipients: number;
  /** How long the event log stops, in ms. */
  readonly logStop: number;
  readonly eventLog: 'postgres' | 'kafka';
  /** What the senders run from: what an installation runs, or source, which needs no build. */
  readonly from: 'built' | 'source';
  readonly json: string | undefined;
}

export const HELP = `Usage: npm run faults -- dispatch [options]

Sends campaigns while senders are killed, the relay closes connections, the database is restarted and the event log stops;
compares the record of the relay with the ledger and exits 1 where a promise is broken.

  --kills N        senders killed with SIGKILL (200)
  --seed S         seed of everything that is random (1)
  --recipients N   of all campaigns together (300 a kill)
  --log-stop S     how long the event log stops, in seconds (30)
  --event-log E    postgres (the default) or kafka, a broker of its own that is killed with SIGKILL
  --json FILE      write the figures as JSON
`;

const TEXT = { type: 'string' } as const;

/** Undefined where help is asked for. Throws with what is wrong. */
export function readOptions(args: readonly string[], here: string): FaultOptions | undefined {
  const { values } = parseArgs({
    args: [...args], allowPositionals: false,
    options: { kills: TEXT, seed: TEXT, recipients: TEXT, 'log-stop': TEXT, 'event-log': TEXT, json: TEXT, help: { type: 'boolean' } },
  });
  if (values.help) return undefined;
  const kills = wholeNumber('--kills', values.kills ?? '200', 1);
  return {
    kills,
    seed: wholeNumber('--seed', values.seed ?? '1', 0),
    recipients: wholeNumber('--recipients', values.recipients ?? String(kills * 300), kills),
    logStop: wholeNumber('--log-stop', values['log-stop'] ?? '30', 1) * 1000,
    eventLog: eventLogOf(values['event-log'] ?? 'postgres'),
    from: 'built',
    json: values.json === undefined ? undefined : resolve(here, values.json),
  };
}

function eventLogOf(text: string): FaultOptions['eventLog'] {
  if (text === 'postgres' || text === 'kafka') return text;
  throw new Error(`--event-log must be postgres or kafka; got "${text}"`);
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`${flag} must be a whole number, ${least} or more; got "${text}"`);
  return value;
}
