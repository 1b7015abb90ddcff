import { startEmbeddedPostgres } from '@widecast/database';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryContainer } from '../containers.ts';
import { refuseIfRequired } from '../requirements.ts';
import { guardServer } from './server-guard.ts';

/** The image of docker-compose.yml: one to fetch for both. */
const IMAGE = 'postgres:18-bookworm';

export interface ProvidedDatabase {
  /** Of a user who may create databases. */
  readonly url: string;
  readonly origin: 'environment' | 'container' | 'embedded';
  /** Stops what was started here; leaves a server given by the environment alone. */
  stop(): Promise<void>;
}

/** A PostgreSQL for tests: TEST_DATABASE_URL, else a container, else the embedded one, on throw-away data. */
export async function provideDatabase(): Promise<ProvidedDatabase> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, origin: 'environment', stop: () => Promise.resolve() };
  const { started } = await tryContainer(startContainer);
  return started ?? startEmbedded();
}

async function startContainer(): Promise<ProvidedDatabase> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer(IMAGE).start();
  return {
    url: container.getConnectionUri(),
    origin: 'container',
    stop: async () => {
      await container.stop();
    },
  };
}

async function startEmbedded(): Promise<ProvidedDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'widecast-test-postgres-'));
  const discard = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({ dataDir, durable: false });
    const guard = guardServer(dataDir);
    return { url: server.url, origin: 'embedded', stop: () => server.stop().then(discard).finally(guard.release) };
  } catch (error) {
    await discard();
    refuseIfRequired('postgres', String(error));
    throw error;
  }
}
