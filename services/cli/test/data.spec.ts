import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CliWorld } from './cli-world.ts';
import { buildCli, runCli, type Requested } from './run-cli.ts';

describe('widecast with files', () => {
  let world: CliWorld;

  beforeAll(async () => {
    await buildCli();
    world = await CliWorld.open();
  }, 60_000);

  afterAll(() => world.close());

  beforeEach(() => world.forget());

  it('streams an import and prints totals and the first rejections', async () => {
    const rows = Array.from({ length: 20_000 }, (_, number) => `c${number}@example.com,${number}`).join('\n');
    const csv = await world.file('customers.csv', `email,external_id\n${rows}\n`);
    world.gateway.on('POST /v1/imports', { importId: '7', rows: 3, created: 1, updated: 0, unchanged: 0, rejected: 2, rejections: [{ line: 2, column: 'email', reason: 'is no address' }] });

    const { status, out } = await world.run('import', csv, '--consent-source', 'a form', '--dry-run');

    const [asked] = world.gateway.asked();
    expect({ status, url: asked?.url, type: asked?.headers['content-type'], length: asked?.body.length }).toEqual({
      status: 0, url: '/v1/imports?consentSource=a+form&dryRun=true', type: 'text/csv', length: `email,external_id\n${rows}\n`.length,
    });
    expect(out).toContain('rows 3, created 1, updated 0, unchanged 0, rejected 2');
    expect(out).toMatch(/2 +email +is no address/);
  });

  it('exports the whole account-based list, as CSV or, page by page, as JSON', async () => {
    world.gateway.on('GET /v1/hand-offs/export', 'account_id,key\r\n');
    world.gateway.on('GET /v1/hand-offs', ({ url }: Requested) => (url.includes('after=2') ? { handOffs: [{ id: '3' }], after: null } : { handOffs: [{ id: '1' }, { id: '2' }], after: '2' }));

    const [csv, json] = [await world.run('hand-offs', 'export'), await world.run('hand-offs', 'export', '--state', 'open', '--json')];

    expect(csv.out).toContain('account_id,key');
    expect(JSON.parse(json.out)).toEqual({ handOffs: [{ id: '1' }, { id: '2' }, { id: '3' }] });
    expect(world.gateway.asked().map(({ url }) => url)).toEqual(['/v1/hand-offs/export', '/v1/hand-offs?state=open&limit=1000', '/v1/hand-offs?state=open&after=2&limit=1000']);
  });

  it('fails where nothing of a file could be taken', async () => {
    world.gateway.on('POST /v1/imports', { importId: '7', rows: 1, created: 0, updated: 0, unchanged: 0, rejected: 1, rejections: [{ line: 2, column: 'email', reason: 'is no address' }] });
    world.gateway.on('POST /v1/behaviour', { accepted: 0, duplicates: 0, rejected: [{ index: 0, field: 'type', message: 'is missing' }] });

    const imported = await world.run('import', await world.file('bad.csv', 'email\nx\n'));
    const told = await world.run('behaviour', await world.file('bad.ndjson', '{"eventId":"1"}\n'));

    expect(imported).toMatchObject({ status: 1, out: expect.stringContaining('is no address'), problem: expect.stringMatching(/^widecast: no row of .*bad\.csv could be taken\n$/) });
    expect(told).toMatchObject({ status: 1, out: expect.stringContaining('is missing'), problem: expect.stringMatching(/^widecast: no event of .*bad\.ndjson could be taken\n$/) });
  });

  it('says when a file is not there', async () => {
    const { status, problem } = await world.run('import', world.path('none.csv'));

    expect({ status, problem }).toEqual({ status: 1, problem: expect.stringMatching(/^widecast: .*none\.csv cannot be read: ENOENT.*\n$/) });
  });

  it('sends behaviour in batches and names rejected lines', async () => {
    const events = Array.from({ length: 5 }, (_, number) => JSON.stringify({ eventId: String(number) }));
    world.gateway.on('POST /v1/behaviour', ({ body }: Requested) => ({ accepted: (JSON.parse(body) as { events: unknown[] }).events.length - 1, duplicates: 0, rejected: [{ index: 0, field: 'type', message: 'is missing' }] }));

    const { status, out } = await runCli(['behaviour', '-', '--batch', '2', '--json', '--url', world.gateway.url], { input: `${events.join('\n\n')}\n` });

    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ accepted: 2, rejected: 3, rejections: [{ line: 1 }, { line: 5 }, { line: 9 }] });
    expect(world.gateway.asked().length).toBe(3);
  });

  it('names the line that is not JSON', async () => {
    const { status, problem } = await world.run('behaviour', await world.file('broken.ndjson', '{"eventId":"1"}\n{"eventId":\n'));

    expect({ status, problem }).toEqual({ status: 1, problem: expect.stringContaining('line 2 is not a JSON object') });
  });

  it('finds a contact by address or by external id', async () => {
    await world.run('contacts', 'find', 'a+b@example.com');
    await world.run('contacts', 'find', 'crm/7');

    expect(world.gateway.asked().map(({ url }) => url)).toEqual(['/v1/contacts?email=a%2Bb%40example.com', '/v1/contacts?externalId=crm%2F7']);
  });

  it('makes a template out of HTML', async () => {
    const { status } = await world.run('templates', 'create', await world.file('offer.html', '<p>{{ name }}'), '--name', 'Offer', '--brand', 'b', '--subject', 'Hello');

    expect(status).toBe(0);
    expect(JSON.parse(world.gateway.asked()[0]?.body ?? '')).toEqual({ name: 'Offer', brandId: 'b', subject: 'Hello', kind: 'promotion', html: '<p>{{ name }}' });
    expect(await world.run('templates', 'create', world.path('offer.html'))).toMatchObject({ status: 1, problem: expect.stringContaining('--subject') });
  });

  it('prints the rejected rows of an import, as they are and for programs', async () => {
    world.gateway.onText('GET /v1/imports/7/rejections', 'line,column,reason\r\n2,"email","is no address"\r\n');

    const people = await world.run('imports', 'rejections', '7');
    const programs = await world.run('imports', 'rejections', '7', '--json');

    expect(people.out).toBe('line,column,reason\r\n2,"email","is no address"\r\n');
    expect(JSON.parse(programs.out)).toEqual({ csv: people.out });
  });

  it('declares the types of attributes, and keeps a table narrow where a cell is wide', async () => {
    world.gateway.on('GET /v1/attributes', { attributes: [{ name: 'x'.repeat(80), type: 'number' }] });

    await world.run('attributes', 'declare', 'seats', 'number');
    await world.run('attributes', 'forget', 'seats');
    const { out } = await world.run('attributes', 'list');

    expect(world.askedFor().slice(0, 2)).toEqual(['PUT /v1/attributes/seats {"type":"number"}', 'DELETE /v1/attributes/seats']);
    expect(out.split('\n')[1]).toBe(`${'x'.repeat(59)}…  number`);
  });
});
