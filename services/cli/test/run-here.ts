import { jest } from '@jest/globals';
import { runProgram } from '../src/run-program.ts';
import type { Finished } from './run-cli.ts';

let last: Promise<unknown> = Promise.resolve();

/** Runs the command line in this process, one after the other: a process of its own would need a quarter of a second of processor time for each. */
export function runHere(args: readonly string[], url: string): Promise<Finished> {
  const finished = last.then(() => run(args, url));
  last = finished.catch(() => undefined);
  return finished;
}

async function run(args: readonly string[], url: string): Promise<Finished> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) => jest.spyOn(process[stream], 'write').mockImplementation((content) => {
    written[stream] += typeof content === 'string' ? content : Buffer.from(content).toString();
    return true;
  }));
  const before = { ...process.env };
  Object.assign(process.env, { WIDECAST_URL: url, WIDECAST_API_KEY: 'wck_test' });
  try {
    const status = await runProgram(args);
    return { status, out: written.stdout, problem: written.stderr };
  } finally {
    for (const name of ['WIDECAST_URL', 'WIDECAST_API_KEY']) restore(name, before[name]);
    for (const spy of spies) spy.mockRestore();
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
