import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import { makeFirstKey } from '../src/index.ts';
import { ROOT_KEY, startGateway, type TestGateway } from './start-gateway.ts';

const contacts = { paths: { '/v1/contacts': { get: { 'x-scope': 'contacts:read' }, post: { 'x-scope': 'contacts:write' } } } };

interface Made {
  readonly id: string;
  readonly key: string;
}

describe('API keys', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({}, { segmentation: contacts });
  });

  afterAll(() => gateway.stop());

  const make = async (body: object, key = ROOT_KEY): Promise<Made> => (await gateway.send('POST', '/v1/keys', { key, body })).body as Made;
  const listed = async (id: string): Promise<Record<string, unknown> | undefined> => {
    const { body } = await gateway.send('GET', '/v1/keys');
    return (body as { keys: Record<string, unknown>[] }).keys.find((key) => key['id'] === id);
  };

  it('lets nobody in without a key or with a wrong one, and says how', async () => {
    const without = await gateway.send('GET', '/v1/contacts', { key: null });
    const wrong = await gateway.send('GET', '/v1/contacts', { key: 'wck_wrong' });

    expect(without).toMatchObject({ status: 401, body: { title: 'Not authenticated', detail: expect.stringContaining('Authorization: Bearer') } });
    expect(without.headers.get('www-authenticate')).toBe('Bearer realm="widecast"');
    expect(wrong).toMatchObject({ status: 401, body: { detail: 'This key is not known here' } });
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
  });

  it('gives the secret of a new key once and stores only its digest', async () => {
    const { id, key } = await make({ name: 'reader', scopes: ['contacts:read'] });

    const rows = await gateway.service.database.query<{ row: string }>('SELECT row_to_json(k)::text AS row FROM api_keys k');
    expect(key).toMatch(/^wck_[A-Za-z0-9_-]{43}$/);
    expect(rows.some(({ row }) => row.includes(key))).toBe(false);
    expect(await listed(id)).toMatchObject({ name: 'reader', scopes: ['contacts:read'], hint: `…${key.slice(-4)}`, revokedAt: null });
    expect(await listed(id)).not.toHaveProperty('hash');
  });

  it('lets a key do what its rights allow and nothing more, already here', async () => {
    const { key } = await make({ name: 'reader', scopes: ['contacts:read'] });
    await gateway.send('GET', '/openapi.json');

    expect(await gateway.send('GET', '/v1/contacts', { key })).toMatchObject({ status: 200 });
    expect(await gateway.send('POST', '/v1/contacts', { key, body: {} })).toMatchObject({ status: 403, body: { detail: expect.stringContaining('contacts:write') } });
    expect(await gateway.send('GET', '/v1/keys', { key })).toMatchObject({ status: 403 });
  });

  it('lets no key give rights that it does not have itself', async () => {
    const { key } = await make({ name: 'clerk', scopes: ['keys:write', 'contacts:*'] });

    expect(await gateway.send('POST', '/v1/keys', { key, body: { name: 'more', scopes: ['*'] } })).toMatchObject({ status: 403 });
    expect(await gateway.send('POST', '/v1/keys', { key, body: { name: 'less', scopes: ['contacts:read'] } })).toMatchObject({ status: 201 });
  });

  it('names what is wrong with a key that is asked for', async () => {
    const answer = await gateway.send('POST', '/v1/keys', { body: { name: '', scopes: ['contact:read'], expiresAt: 'soon', admin: true } });

    const fields = (answer.body as { errors: { field: string }[] }).errors.map(({ field }) => field);
    expect(answer.status).toBe(422);
    expect(fields).toEqual(expect.arrayContaining(['body.name', 'body.scopes.0', 'body.expiresAt']));
  });

  it('refuses an expired key', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { id, key } = await make({ name: 'short', scopes: ['*'], expiresAt });
    expect(await gateway.send('GET', '/v1/contacts', { key })).toMatchObject({ status: 200 });

    // As if the hour were over.
    await gateway.service.database.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [id]);
    await waitUntil(async () => (await gateway.send('GET', '/v1/contacts', { key })).status === 401, { what: 'the refusal' });
    expect(await gateway.send('GET', '/v1/contacts', { key })).toMatchObject({ status: 401, body: { detail: expect.stringContaining('expired') } });
    expect(await gateway.send('POST', '/v1/keys', { body: { name: 'past', scopes: ['*'], expiresAt: new Date(Date.now() - 1000).toISOString() } })).toMatchObject({ status: 422 });
  });

  it('refuses a revoked key at once', async () => {
    const { id, key } = await make({ name: 'lost', scopes: ['*'] });
    await gateway.send('GET', '/v1/contacts', { key });

    expect(await gateway.send('DELETE', `/v1/keys/${id}`)).toMatchObject({ status: 204 });

    expect(await gateway.send('GET', '/v1/contacts', { key })).toMatchObject({ status: 401, body: { detail: expect.stringContaining('revoked') } });
    expect(await gateway.send('DELETE', '/v1/keys/0190a5e2-0000-7000-8000-000000000000')).toMatchObject({ status: 404 });
  });

  it('refuses a key that another gateway has revoked, as soon as it looks again', async () => {
    const { id, key } = await make({ name: 'elsewhere', scopes: ['*'] });
    await gateway.send('GET', '/v1/contacts', { key });

    await gateway.service.database.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [id]);

    await waitUntil(async () => (await gateway.send('GET', '/v1/contacts', { key })).status === 401, { what: 'the refusal' });
  });

  it('notes the last use, once a minute', async () => {
    const { id, key } = await make({ name: 'used', scopes: ['*'] });
    expect(await listed(id)).toMatchObject({ lastUsedAt: null });

    await gateway.send('GET', '/v1/contacts', { key });
    const first = await waitUntil(async () => (await listed(id))?.['lastUsedAt'], { what: 'the note' });
    await gateway.send('GET', '/v1/contacts', { key });

    expect((await listed(id))?.['lastUsedAt']).toBe(first);
  });

  it('has no patience with an address that tries keys, but with the good key from there', async () => {
    const own = await startGateway();
    try {
      await own.send('GET', '/v1/contacts');
      const statuses = [];
      for (let number = 0; number < 22; number += 1) statuses.push((await own.send('GET', '/v1/contacts', { key: `wck_${number}` })).status);

      expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
      expect(statuses.slice(20)).toEqual([429, 429]);
      expect(await own.send('GET', '/v1/contacts')).toMatchObject({ status: 200 });
    } finally {
      await own.stop();
    }
  });

  it('makes a first key where there is none, and shows it once', async () => {
    const own = await startGateway({ BOOTSTRAP_API_KEY: '' });
    try {
      const shown: string[] = [];
      await makeFirstKey(own.service.running, (key) => shown.push(key));
      await makeFirstKey(own.service.running, (key) => shown.push(key));

      expect(shown).toEqual([expect.stringMatching(/^wck_/)]);
      expect(await own.send('GET', '/v1/keys', { key: shown[0] ?? '' })).toMatchObject({ status: 200, body: { keys: [{ name: 'first key', scopes: ['*'] }] } });
    } finally {
      await own.stop();
    }
  });

  it('tells nothing of the inside where the keys cannot be read', async () => {
    const { key } = await make({ name: 'cut off', scopes: ['*'] });
    await gateway.service.database.query('ALTER TABLE api_keys RENAME TO api_keys_away');
    try {
      const { status, body } = await gateway.send('GET', '/v1/contacts', { key });

      expect(status).toBe(500);
      expect(JSON.stringify(body)).not.toMatch(/api_keys|stack/);
    } finally {
      await gateway.service.database.query('ALTER TABLE api_keys_away RENAME TO api_keys');
    }
  });
});
