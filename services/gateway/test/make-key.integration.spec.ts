import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, SOURCE_FLAGS, type TestDatabase } from '@widecast/testing';
import { keyRequest, makeKey } from '../src/make-key/make-key.ts';
import { startGateway, type TestGateway } from './start-gateway.ts';

const FROM_SOURCE = [...SOURCE_FLAGS, 'src/make-key/main.ts'];

const program = (request: object, env: Record<string, string>): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, [...FROM_SOURCE, JSON.stringify(request)], { cwd: join(import.meta.dirname, '..'), env: { PATH: process.env['PATH'] ?? '', ...env } });

describe('making a key without a server', () => {
  let gateway: TestGateway;
  let empty: TestDatabase;

  beforeAll(async () => {
    gateway = await startGateway();
    empty = await createTestDatabase();
  });

  afterAll(async () => {
    await gateway.stop();
    await empty.drop();
  });

  it('lets in whoever has lost every key', async () => {
    const { stdout } = await program({ name: 'rescue', scopes: ['keys:*'] }, { DATABASE_URL: gateway.service.databaseUrl });

    const { key } = JSON.parse(stdout) as { key: string };
    const { body } = await gateway.send('GET', '/v1/keys', { key });
    expect(body).toMatchObject({ keys: [{ name: 'rescue', createdBy: 'offline' }, { name: 'first key' }] });
  });

  it('names what is wrong with the key that is asked for', () => {
    const { error } = keyRequest.safeParse({ name: ' ', scopes: ['contact:read'], admin: true });

    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['name', 'scopes.0', '']);
  });

  it('says what is missing where there is no database, or none that was used', async () => {
    const request = { name: 'x', scopes: ['*'] };

    await expect(makeKey(request, { WIDECAST_DATA_DIR: '/nonexistent' })).rejects.toThrow(/there is no database/);
    await expect(makeKey(request, { DATABASE_URL: empty.url, WIDECAST_DATA_DIR: '' })).rejects.toThrow(/start Widecast once/);
  });
});
