import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeFirstKey } from '@widecast/gateway';
import { createTestDatabase, findFreePort, type TestDatabase } from '@widecast/testing';
import { startInstallation, type Installation } from '../src/installation.ts';
import { installationSecret } from '../src/secret.ts';

describe('an installation in one process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'widecast standalone '));
  let database: TestDatabase;
  let env: Record<string, string>;
  let installation: Installation | undefined;
  let key: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    env = { WIDECAST_PORT: String(await findFreePort()), WIDECAST_DATA_DIR: folder, DATABASE_URL: database.url, TICKETS_SMTP_PORT: '0', LOG_LEVEL: 'error' };
    installation = await startInstallation(env);
    await makeFirstKey(installation.gateway, (made) => (key = made));
  }, 60_000);

  afterAll(async () => {
    await installation?.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (path: string, bearer = key): Promise<Response> => fetch(`${installation?.url}${path}`, { headers: { authorization: `Bearer ${bearer}` } });

  it('is ready with every service behind the gateway', async () => {
    const answer = await get('/readyz');

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'ready' });
  });

  it('lets the first key, shown once, into every service', async () => {
    const statuses = await Promise.all(['/v1/segments', '/v1/campaigns', '/v1/tickets', '/v1/funnels', '/v1/reports/tickets'].map(async (path) => (await get(path)).status));

    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect((await get('/v1/segments', 'wck_wrong')).status).toBe(401);
  });

  it('keeps its secret to itself', () => {
    expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0);
  });

  it('says which port is taken, and starts nothing', async () => {
    await expect(startInstallation(env)).rejects.toThrow(`Port ${env['WIDECAST_PORT']} on 127.0.0.1 is taken; set WIDECAST_PORT to another one`);
  });

  it('lists every defect of its settings', async () => {
    const wrong = { ...env, WIDECAST_PORT: 'eighty', PUBLIC_URL: 'nowhere' };

    await expect(startInstallation(wrong)).rejects.toThrow(/2 defect\(s\):\n.*WIDECAST_PORT.*\n.*PUBLIC_URL/);
  });

  it('lists the defects of the settings of its services in the same message, before it starts anything', async () => {
    const wrong = { ...env, WIDECAST_PORT: String(await findFreePort()), SMTP_URL: 'relay', ATTRIBUTION_DAYS: '0', EVENT_LOG: 'kafka', KAFKA_SASL_MECHANISM: 'plain' };

    await expect(startInstallation(wrong)).rejects.toThrow(/5 defect\(s\)[^]*SMTP_URL[^]*ATTRIBUTION_DAYS/);
  });

  it('waits for a database that is not there, as long as it was told', async () => {
    const nowhere = { ...env, WIDECAST_PORT: String(await findFreePort()), DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none', START_TIMEOUT: '1' };

    await expect(startInstallation(nowhere)).rejects.toThrow(/does not answer within 1 s/);
  });

  it('makes its secret anew where a crash left an empty file', async () => {
    const other = mkdtempSync(join(tmpdir(), 'widecast-secret-'));
    writeFileSync(join(other, 'secret'), '');

    const secret = await installationSecret(other);

    expect([secret.length, await installationSecret(other)]).toEqual([64, secret]);
    rmSync(other, { recursive: true });
  });

  it('comes back after a stop with the same keys', async () => {
    await installation?.stop();
    installation = await startInstallation(env);

    const shown: string[] = [];
    await makeFirstKey(installation.gateway, (made) => shown.push(made));
    expect(shown).toEqual([]);
    expect((await get('/v1/segments')).status).toBe(200);
  }, 60_000);
});
