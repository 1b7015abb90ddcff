import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { startGateway, type TestGateway } from './start-gateway.ts';

const operation = (id: string, scope: string): object => ({
  operationId: id, tags: ['x'], summary: id, 'x-scope': scope, security: [{ apiKey: [] }], parameters: [], responses: { 200: { description: 'Done' }, default: { $ref: '#/components/responses/Problem' } },
});
const letters = {
  '/v1/dead-letters/{id}/replay': {
    post: { ...operation('post_dead_letters_id_replay', 'operations:write'), parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] },
  },
};
const rule = {
  type: 'object',
  properties: { rule: { $ref: '#/$defs/__schema0' } },
  $defs: { __schema0: { anyOf: [{ type: 'string' }, { type: 'array', items: { $ref: '#/$defs/__schema0' } }] } },
};
const segmentation = {
  paths: { ...letters, '/v1/contacts': { get: operation('get_contacts', 'contacts:read') }, '/v1/segments': { post: { ...operation('post_segments', 'segments:write'), requestBody: { content: { 'application/json': { schema: rule } } } } } },
};

interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Record<string, Record<string, { operationId: string; tags: string[]; parameters?: { name: string }[] }>>;
  readonly components: { readonly schemas: Record<string, unknown> };
  readonly 'x-missing-services'?: string[];
}

describe('pages', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({}, { segmentation, dispatch: { paths: { ...letters, '/v1/mailbox': { get: operation('get_mailbox', 'messages:read') } } } });
  });

  afterAll(() => gateway.stop());

  const document = async (): Promise<Document> => (await gateway.send('GET', '/openapi.json', { key: null })).body as Document;

  it('merges what the services offer into one valid document', async () => {
    const merged = await document();

    const { valid, errors } = await new Validator().validate(structuredClone(merged) as unknown as Record<string, unknown>);
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(merged.openapi).toBe('3.1.0');
    expect(Object.keys(merged.paths)).toEqual(expect.arrayContaining(['/v1/segments', '/v1/mailbox', '/v1/keys/{id}', '/u/{token}', '/readyz']));
  });

  it('sorts what can be asked by what it is about, and says whose matter it is', async () => {
    const { paths, tags } = await document();

    expect([paths['/v1/segments']?.['post']?.tags, paths['/v1/mailbox']?.['get']?.tags]).toEqual([['segments'], ['mailbox']]);
    expect(tags).toEqual(expect.arrayContaining([{ name: 'segments', description: 'A matter of segmentation' }, { name: 'mailbox', description: 'A matter of dispatch' }, { name: 'keys' }]));
    const named = new Set(tags.map(({ name }) => name));
    expect(Object.values(paths).flatMap((item) => Object.values(item).flatMap((each) => each.tags)).filter((tag) => !named.has(tag))).toEqual([]);
  });

  it('shows the dead letters once, below the name of a service', async () => {
    const { paths } = await document();

    expect(paths).not.toHaveProperty(['/v1/dead-letters/{id}/replay']);
    expect(paths['/v1/services/{service}/dead-letters/{id}/replay']?.['post']?.parameters?.map(({ name }) => name)).toEqual(['service', 'id']);
  });

  it('gives recursive schemas a name, so that their references lead somewhere', async () => {
    const merged = await document();
    const references = [...JSON.stringify(merged).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path.split('/'));

    const broken = references.filter((path) => path.reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], merged) === undefined);
    expect(broken).toEqual([]);
    expect(Object.keys(merged.components.schemas).length).toBe(3);
  });

  it('has no two operations with one id', async () => {
    const ids = Object.values((await document()).paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells which services the document lacks', async () => {
    const own = await startGateway();
    try {
      await own.behind.funnels.close();

      expect(((await own.send('GET', '/openapi.json')).body as Document)['x-missing-services']).toEqual(['funnels']);
    } finally {
      await own.stop();
    }
  });

  it.each([['/', 'Widecast'], ['/docs', 'swagger-ui-bundle'], ['/mailbox', 'sandbox=']])('shows %s, with nothing from elsewhere and no inline script', async (path, text) => {
    const { status, body, headers } = await gateway.send('GET', path, { key: null });

    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: expect.stringContaining('text/html') });
    expect(body).toContain(text);
    expect(body).not.toMatch(/https?:\/\/|<script>|<style|\son[a-z]+=/);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none';.*script-src 'self'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('has every file that its pages ask for, and gives no other', async () => {
    const pages = await Promise.all(['/', '/docs', '/mailbox'].map((path) => gateway.send('GET', path)));
    const files = pages.flatMap(({ body }) => [...String(body).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file = '']) => file));

    const answers = await Promise.all(files.map((file) => gateway.send('GET', file)));
    expect(answers.map(({ status }) => status)).toEqual(files.map(() => 200));
    expect(await gateway.send('GET', '/assets/index.html')).toMatchObject({ status: 404 });
    expect(await gateway.send('GET', '/assets/..%2f..%2fpackage.json')).toMatchObject({ status: 404 });
  });

  it('is ready when all services are, and degraded where one or a part of one is not', async () => {
    const health = (status: string, checks: object): Promise<Response> =>
      fetch(`${gateway.behind.triage.url}/fake-health`, { method: 'POST', body: JSON.stringify({ status, checks }) });
    expect(await gateway.send('GET', '/readyz', { key: null })).toMatchObject({ status: 200, body: { status: 'ready', checks: { triage: 'ok', database: 'ok' } } });

    await health('degraded', { consumers: 'stopped at a defect', database: 'ok' });
    expect(await gateway.send('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'degraded', checks: { triage: 'consumers: stopped at a defect' } } });

    await health('not ready', { process: 'is draining' });
    expect(await gateway.send('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'degraded', checks: { triage: 'is not ready: process: is draining' } } });

    await gateway.behind.triage.close();
    expect(await gateway.send('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'degraded', checks: { triage: 'does not answer' } } });
    expect(await gateway.send('GET', '/livez')).toMatchObject({ status: 200 });
  });

  it('answers what it does not have with a problem', async () => {
    const { status, body, headers } = await gateway.send('GET', '/nothing');

    expect({ status, body, type: headers.get('content-type') }).toMatchObject({ status: 404, body: { title: 'Not found' }, type: expect.stringContaining('application/problem+json') });
  });
});
