import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { DataDirectoryInUse } from './errors.ts';
import { forgetPostmaster, readPostmaster, stopPostmaster, type PostmasterState } from './postmaster.ts';
import { commandLine, isRunning } from './processes.ts';

const ADOPTION_PATIENCE_MS = 15_000;

export interface Wanted {
  readonly port: number | undefined;
  readonly durable: boolean;
}

/**
 * Looks for a PostgreSQL that a killed application left running on this cluster. One that suits is taken over, one that
 * does not is stopped. Throws DataDirectoryInUse when the application that started it is alive.
 */
export async function adoptOrphan(cluster: Cluster, binaries: Binaries, wanted: Wanted): Promise<PostmasterState | undefined> {
  const found = await readPostmaster(cluster);
  if (found === undefined || !isRunning(found.pid)) return undefined;
  if (await isForeign(cluster, found)) return forgetPostmaster(cluster).then(() => undefined);
  const ownerPid = await cluster.ownerPid();
  if (ownerPid > 0 && isRunning(ownerPid)) throw new DataDirectoryInUse(cluster.dataDir, ownerPid);
  const ready = await untilReady(cluster);
  if (ready !== undefined && (await suits(cluster, ready, wanted))) return ready;
  await stopPostmaster(found.pid, cluster, binaries);
  return undefined;
}

/** After a crash or a reboot the number may belong to another program, even to another PostgreSQL, which must not be touched. */
async function isForeign(cluster: Cluster, { pid, port }: PostmasterState): Promise<boolean> {
  const command = commandLine(pid);
  if (command === undefined) return false;
  return !command.includes(await cluster.nameFor(cluster.dir)) || !command.includes(`port=${port}`);
}

async function untilReady(cluster: Cluster): Promise<PostmasterState | undefined> {
  const deadline = Date.now() + ADOPTION_PATIENCE_MS;
  for (;;) {
    const state = await readPostmaster(cluster);
    if (state === undefined || state.isReady || Date.now() > deadline) return state;
    await delay(25);
  }
}

/** The password is random and known to this folder only, so a server that takes it is the one on this folder. */
async function suits(cluster: Cluster, state: PostmasterState, wanted: Wanted): Promise<boolean> {
  if (wanted.port !== undefined && wanted.port !== state.port) return false;
  const client = new Client({ connectionString: await cluster.url(state.port), connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ fsync: string }>('show fsync');
    return rows[0]?.fsync === (wanted.durable ? 'on' : 'off');
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
