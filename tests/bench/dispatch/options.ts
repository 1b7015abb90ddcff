import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Signing } from './signing.ts';

/** One way in which we are measured. */
export interface Variant {
  readonly recipients: number;
  readonly processes: number;
  readonly signing: Signing;
}

export interface Options {
  /** The first is the one that is compared. */
  readonly variants: readonly [Variant, ...Variant[]];
  readonly runs: number;
  /** The folder of a listmonk, where there is one. */
  readonly listmonk: string | undefined;
  readonly json: string | undefined;
}

const SIGNED = ['ed25519', 'rsa'] as const;

/** Throws where a number is none. */
export function optionsOf(args?: string[]): Options {
  const { values: given } = parseArgs({
    ...(args ? { args } : {}),
    options: {
      recipients: { type: 'string', default: '100000' }, series: { type: 'string' }, processes: { type: 'string', default: '1' }, dkim: { type: 'boolean', default: false },
      runs: { type: 'string', default: '3' }, listmonk: { type: 'string' }, json: { type: 'string' },
    },
  });
  const sizes = numbers(given.series ?? given.recipients, 'recipients');
  const processes = numbers(given.processes, 'processes');
  const first: Variant = { recipients: sizes[0], processes: processes[0], signing: 'unsigned' };
  return {
    variants: [
      first,
      ...sizes.slice(1).map((recipients) => ({ ...first, recipients })),
      ...processes.slice(1).map((count) => ({ ...first, processes: count })),
      ...(given.dkim ? SIGNED.map((signing) => ({ ...first, signing })) : []),
    ],
    runs: numbers(given.runs, 'runs')[0],
    listmonk: given.listmonk === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? process.cwd(), given.listmonk),
    json: given.json,
  };
}

function numbers(text: string, name: string): [number, ...number[]] {
  const [first, ...rest] = text.split(',').map(Number);
  if (first === undefined || [first, ...rest].some((n) => !Number.isInteger(n) || n < 1)) throw new Error(`--${name} must be whole numbers above 0, parted by commas, not "${text}"`);
  return [first, ...rest];
}
