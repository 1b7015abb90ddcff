import { resolve } from 'node:path';
import { adoptOrphan } from './adoption.ts';
import { prepareBinaries, type Binaries } from './binaries.ts';
import { Cluster } from './cluster.ts';
import { findFreePort } from './free-port.ts';
import { launchPostmaster } from './postmaster.ts';
import { chooseRunAs } from './run-as.ts';
import { withStartLock } from './start-lock.ts';
import { Supervisor } from './supervisor.ts';

export interface EmbeddedPostgresOptions {
  /** Created when absent; holds the cluster, its password and its log. */
  readonly dataDir: string;
  /** A free one is chosen when absent. */
  readonly port?: number;
  /** False gives up safety against a crash of the machine for speed; for tests only. */
  readonly durable?: boolean;
  readonly log?: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** Of the superuser, on the database `postgres`. */
  readonly url: string;
  readonly port: number;
  /** Ends all sessions, flushes the data and returns when the server is gone; a second call does nothing. */
  stop(): Promise<void>;
}

/**
 * Runs PostgreSQL from the npm package on a data folder, creating it at the first start. A server left behind by a killed
 * application is taken over, one that dies is started again. Throws DataDirectoryInUse when a living process holds the folder. Installs no signal hooks.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const cluster = new Cluster(dataDir, await chooseRunAs(Cluster.dirIn(dataDir)));
  const binaries = await prepareBinaries(cluster.runAs);
  await cluster.prepareFolder();
  const server = await withStartLock(dataDir, cluster.lockFile, () => startOrAdopt(cluster, binaries, options));
  const { durable = true, log = () => undefined } = options;
  const supervisor = new Supervisor(server.pid, cluster, binaries, { ...server, durable, log });
  return { url: await cluster.url(server.port), port: server.port, stop: () => supervisor.stop() };
}

async function startOrAdopt(
  cluster: Cluster,
  binaries: Binaries,
  { port, durable = true, log = () => undefined }: EmbeddedPostgresOptions,
): Promise<{ readonly pid: number; readonly port: number; readonly claim: string }> {
  await cluster.initialise(binaries, durable);
  const orphan = await adoptOrphan(cluster, binaries, { port, durable });
  const claim = await cluster.claim();
  if (orphan !== undefined) {
    log(`PostgreSQL was still running on port ${orphan.port}; it is used again`);
    return { ...orphan, claim };
  }
  const chosen = port ?? (await findFreePort());
  const pid = await launchPostmaster(cluster, binaries, { port: chosen, durable });
  log(`PostgreSQL listens on 127.0.0.1:${chosen}, data in ${cluster.dataDir}`);
  return { pid, port: chosen, claim };
}
