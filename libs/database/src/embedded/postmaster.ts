import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { serverEnvironment, type Cluster } from './cluster.ts';
import { PostgresDidNotStart } from './errors.ts';
import { hasEndedWithin, isRunning } from './processes.ts';
import { serverArguments } from './server-settings.ts';

const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 60_000;
const LOG_LIMIT_BYTES = 10_000_000;

export interface PostmasterState {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** What postmaster.pid says, or undefined when there is none; lines 1, 4 and 8 are its number, port and status. */
export async function readPostmaster(cluster: Cluster): Promise<PostmasterState | undefined> {
  const text = await readFile(join(cluster.dir, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  if (!(pid > 0)) return undefined;
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

/**
 * Starts postgres in its own process group, so that Ctrl-C in a terminal reaches the application only and finds the
 * database still there while it drains. Returns once connections are accepted.
 */
export async function launchPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  settings: { readonly port: number; readonly durable: boolean },
): Promise<number> {
  await limitLog(cluster.logFile);
  const log = await open(cluster.logFile, 'a', 0o600);
  const offset = (await log.stat()).size;
  const child = spawn(binaries.postgres, ['-D', await cluster.nameFor(cluster.dir), ...serverArguments(settings)], {
    cwd: cluster.dir,
    env: serverEnvironment(),
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
    ...cluster.runAs,
  });
  child.unref();
  const failure = await failureOf(child, cluster);
  await log.close();
  if (failure === undefined && child.pid !== undefined) return child.pid;
  throw new PostgresDidNotStart('start', failure || (await tail(cluster.logFile, offset)));
}

/** Fast shutdown: sessions are ended, the data is flushed. Returns when the process is gone. */
export async function stopPostmaster(pid: number, cluster: Cluster, binaries: Binaries): Promise<void> {
  if (!isRunning(pid)) return;
  if (process.platform === 'win32') {
    await promisify(execFile)(binaries.pgCtl, ['stop', '-D', cluster.dir, '-m', 'fast', '-w']);
    return;
  }
  process.kill(pid, 'SIGINT');
  if (await hasEndedWithin(pid, STOP_PATIENCE_MS)) return;
  process.kill(pid, 'SIGQUIT');
  await hasEndedWithin(pid, STOP_PATIENCE_MS);
}

/** Removes the file of a postmaster that is gone, whose number now belongs to some other program. */
export async function forgetPostmaster(cluster: Cluster): Promise<void> {
  await rm(join(cluster.dir, 'postmaster.pid'), { force: true });
}

/** Undefined once the server is ready; the reason, which may be empty, when it ended instead. */
async function failureOf(child: ChildProcess, cluster: Cluster): Promise<string | undefined> {
  const over = new AbortController();
  const ended = new Promise<string>((tell) => {
    child.once('error', (error) => tell(error.message));
    child.once('exit', () => tell(''));
  });
  try {
    return await Promise.race([ended, untilReady(cluster, child.pid, over.signal)]);
  } finally {
    over.abort();
  }
}

async function untilReady(cluster: Cluster, pid: number | undefined, over: AbortSignal): Promise<string | undefined> {
  const deadline = Date.now() + START_PATIENCE_MS;
  while (Date.now() < deadline && !over.aborted) {
    const state = await readPostmaster(cluster);
    if (state?.isReady === true && state.pid === pid) return undefined;
    await delay(10);
  }
  return `not ready after ${START_PATIENCE_MS} ms; see ${cluster.logFile}`;
}

async function limitLog(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && found.size > LOG_LIMIT_BYTES) await truncate(file);
}

async function tail(file: string, offset: number): Promise<string> {
  const text = await readFile(file);
  return text.subarray(offset).toString('utf8').split('\n').slice(-10).join('\n');
}
