import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@widecast/database';
import { findFreePort } from '@widecast/testing';
import { Api } from '../../demo/src/client/api.ts';
import { ServiceProcess } from '../../demo/src/system/service-process.ts';

export interface Installation {
  readonly api: Api;
  readonly folder: string;
  readonly databaseUrl: string;
  /** What the command line of the database server has in it. */
  readonly databaseMark: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The standalone service as anybody runs it, on an embedded PostgreSQL that is safe against a crash. `profiles` is a folder for CPU profiles. */
export async function startInstallation(profiles: string | undefined): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'widecast-bench-import-'));
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const key = `wck_${randomBytes(32).toString('base64url')}`;
  const service = await ServiceProcess.start({
    name: 'standalone', from: 'built', url, logFile: join(folder, 'standalone.log'),
    env: {
      DATABASE_URL: database.url, WIDECAST_PORT: String(port), WIDECAST_DATA_DIR: folder, TICKETS_SMTP_PORT: '0', BOOTSTRAP_API_KEY: key, LOG_LEVEL: 'warn',
    },
    flags: ['--max-semi-space-size=32', ...(process.env['BENCH_NODE_FLAGS']?.split(' ') ?? []), ...(profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`])],
  });
  return {
    api: new Api({ url, key }), folder, databaseUrl: database.url, databaseMark: `port=${database.port}`, pid: service.pid ?? 0,
    stop: async () => {
      await service.stop();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
