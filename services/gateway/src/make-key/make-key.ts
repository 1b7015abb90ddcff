import { existsSync } from 'node:fs';
import { createDataSource, Database, startEmbeddedPostgres } from '@widecast/database';
import { z } from 'zod';
import { isScope, newSecret, SCOPE_HELP } from '../keys/api-key.ts';
import { storeKey } from '../keys/store-key.ts';
import type { MakeKeyConfig } from './config.ts';

export const keyRequest = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.string().refine(isScope, SCOPE_HELP)).min(1),
  expiresAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)).optional(),
});

type KeyRequest = z.infer<typeof keyRequest>;

/** Writes a key into the database itself, without a running gateway: for whoever has lost every key. */
export async function makeKey(request: KeyRequest, { DATABASE_URL, WIDECAST_DATA_DIR }: MakeKeyConfig): Promise<{ id: string; key: string }> {
  if (DATABASE_URL !== undefined) return writeTo(DATABASE_URL, request);
  const dataDir = `${WIDECAST_DATA_DIR}/postgres`;
  if (!existsSync(dataDir)) throw new Error(`there is no database: DATABASE_URL is not set, and ${dataDir} does not exist`);
  const server = await startEmbeddedPostgres({ dataDir });
  try {
    return await writeTo(server.url, request);
  } finally {
    await server.stop();
  }
}

async function writeTo(url: string, request: KeyRequest): Promise<{ id: string; key: string }> {
  const dataSource = await createDataSource({ url, schema: 'gateway', entities: [], migrations: [], poolSize: 1 }).initialize();
  try {
    const key = newSecret();
    return { id: await storeKey(new Database(dataSource), { ...request, createdBy: 'offline' }, key), key };
  } catch (error) {
    const isNew = (error as { code?: unknown }).code === '42P01';
    throw isNew ? new Error('the database has no keys yet: start Widecast once, it prints the first key') : error;
  } finally {
    await dataSource.destroy();
  }
}
