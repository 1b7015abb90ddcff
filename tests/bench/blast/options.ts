import { parseArgs } from 'node:util';

export interface Options {
  readonly contacts: number;
  readonly segments: number;
  readonly recipients: number;
  /** Clicks and opens a second. */
  readonly rate: number;
  readonly runs: number;
  /** The folder whose data stay for the next run. */
  readonly data: string | undefined;
  readonly json: string | undefined;
}

export function optionsOf(): Options {
  const { values: given } = parseArgs({
    options: {
      contacts: { type: 'string', default: '100000' }, segments: { type: 'string', default: '200' }, recipients: { type: 'string', default: '50000' },
      rate: { type: 'string', default: '2000' }, runs: { type: 'string', default: '3' }, data: { type: 'string' }, json: { type: 'string' },
    },
  });
  const numbers = { contacts: Number(given.contacts), segments: Number(given.segments), recipients: Number(given.recipients), rate: Number(given.rate), runs: Number(given.runs) };
  for (const [name, n] of Object.entries(numbers)) if (!Number.isInteger(n) || n < 1) throw new Error(`--${name} must be a whole number above 0`);
  return { ...numbers, data: given.data, json: given.json };
}
