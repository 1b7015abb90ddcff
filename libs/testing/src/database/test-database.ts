import { randomBytes } from 'node:crypto';
import { execute } from './execute.ts';
import { provideDatabase, type ProvidedDatabase } from './provide-database.ts';

export interface TestDatabase {
  readonly url: string;
  /** Removes the database, ending its sessions, and the server too where it was started for this file alone. */
  drop(): Promise<void>;
}

let server: Promise<ProvidedDatabase> | undefined;
let databases = 0;

/** A fresh empty database of its own for a spec file; drop it in afterAll. */
export async function createTestDatabase(): Promise<TestDatabase> {
  databases += 1;
  server ??= provideDatabase();
  const { url } = await server;
  const name = `widecast_test_${randomBytes(6).toString('hex')}`;
  await execute(url, `create database ${name}`);
  return { url: withDatabase(url, name), drop: once(() => drop(url, name)) };
}

async function drop(url: string, name: string): Promise<void> {
  await execute(url, `drop database if exists ${name} with (force)`);
  databases -= 1;
  if (databases > 0) return;
  const last = server;
  server = undefined;
  await (await last)?.stop();
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => (result ??= work());
}
