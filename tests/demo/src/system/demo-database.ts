import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@widecast/database';
import { execute } from '@widecast/testing';
import type { Shutdown } from './shutdown.ts';

/** A fresh database: on the server of DATABASE_URL, else on an embedded one that lives in the folder of the run. */
export async function provideDatabase(folder: string, given: string | undefined, shutdown: Shutdown): Promise<string> {
  const server = given ?? (await startEmbedded(folder, shutdown));
  const name = `widecast_demo_${randomBytes(5).toString('hex')}`;
  await execute(server, `CREATE DATABASE ${name}`);
  if (given !== undefined) shutdown.add('the database', () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function startEmbedded(folder: string, shutdown: Shutdown): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  shutdown.add('PostgreSQL', () => server.stop());
  return server.url;
}
