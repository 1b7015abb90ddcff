import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SERVICES } from '@widecast/contracts';
import { buildCli, runCli, startFakeGateway, type FakeGateway, type Finished, type Requested } from './run-cli.ts';

describe('widecast', () => {
  let gateway: FakeGateway;
  let folder: string;

  beforeAll(async () => {
    await buildCli();
    gateway = await startFakeGateway();
    folder = await mkdtemp(join(tmpdir(), 'widecast-cli-'));
  }, 60_000);

  afterAll(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(() => void gateway.asked());

  const run = (...args: string[]): Promise<Finished> => runCli(args, { env: { WIDECAST_URL: gateway.url } });
  const file = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  it('explains itself and each command, with examples', async () => {
    const whole = await run('--help');
    const one = await run('campaigns', 'launch', '--help');

    expect(whole.status).toBe(0);
    const commands = [
      'status', 'import', 'contacts', 'tiers', 'segments', 'brands', 'templates', 'campaigns', 'suppressions', 'tickets', 'funnels', 'behaviour', 'report',
      'dead-letters', 'stopped', 'rewind', 'keys', 'openapi',
    ];
    for (const command of commands) {
      expect(whole.out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    }
    expect(one.out).toContain('$ widecast campaigns launch');
    expect(one.out).toContain('WIDECAST_API_KEY');
  });

  it('ends with 2 and one line on wrong usage', async () => {
    const answers = await Promise.all([run('statsu'), run('contacts', 'show'), run('stopped', 'list', '--service', 'gateway')]);

    expect(answers.map(({ status }) => status)).toEqual([2, 2, 2]);
    expect(answers[1]?.problem).toBe("widecast: missing required argument 'id'\n");
    expect(answers[2]?.problem).toContain(`Allowed choices are ${SERVICES.join(', ')}.`);
  });

  it('says in one line where Widecast does not answer', async () => {
    const { status, out, problem } = await runCli(['tiers', '--url', 'http://127.0.0.1:9']);

    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(problem).toMatch(/^widecast: Widecast does not answer at http:\/\/127\.0\.0\.1:9 \(.+\); is it running\?.*\n$/);
  });

  it('asks for a key where there is none', async () => {
    const { status, problem } = await runCli(['tiers', '--url', gateway.url], { env: { WIDECAST_API_KEY: '' } });

    expect({ status, problem }).toEqual({ status: 1, problem: expect.stringContaining('no API key') });
    expect(gateway.asked()).toEqual([]);
  });

  it('tells a problem with its fields in one line', async () => {
    gateway.on('POST /v1/segments', { title: 'Invalid', detail: 'The rule is not valid', errors: [{ field: 'body.rule.all.0', message: 'knows no field "tyre"' }] }, 422);

    const { status, out, problem } = await run('segments', 'create', 'x', await file('rule.json', '{"all":[]}'));

    expect({ status, out, problem }).toEqual({ status: 1, out: '', problem: 'widecast: The rule is not valid (body.rule.all.0: knows no field "tyre")\n' });
  });

  it('shows lists as tables for people and as they are for programs', async () => {
    const segments = [{ id: 'a', name: 'Small', members: 12, revision: 3 }, { id: 'bcd', name: 'All', members: 40_000, revision: 1 }];
    gateway.on('GET /v1/segments', { segments });

    const people = await run('segments', 'list', '--key', 'wck_given');
    const programs = await run('--json', 'segments', 'list');

    expect(people.out).toBe('id   name   members  revision\na    Small  12       3\nbcd  All    40000    1\n');
    expect(JSON.parse(programs.out)).toEqual({ segments });
    expect(gateway.asked()[0]?.headers.authorization).toBe('Bearer wck_given');
  });

  it('says whether Widecast is ready, without a key, and fails when it is not', async () => {
    gateway.on('GET /readyz', { status: 'not ready', checks: { database: 'ok', triage: 'does not answer' } }, 503);

    const { status, out, problem } = await runCli(['status', '--url', gateway.url], { env: { WIDECAST_API_KEY: '' } });

    expect({ status, problem }).toEqual({ status: 1, problem: 'widecast: Widecast is not ready\n' });
    expect(out).toMatch(/triage +does not answer/);
  });

  it('streams an import and prints totals and the first rejections', async () => {
    const rows = Array.from({ length: 20_000 }, (_, number) => `c${number}@example.com,${number}`).join('\n');
    const csv = await file('customers.csv', `email,external_id\n${rows}\n`);
    gateway.on('POST /v1/imports', { importId: '7', rows: 3, created: 1, updated: 0, unchanged: 0, rejected: 2, rejections: [{ line: 2, column: 'email', reason: 'is no address' }] });

    const { status, out } = await run('import', csv, '--consent-source', 'a form', '--dry-run');

    const [asked] = gateway.asked();
    expect({ status, url: asked?.url, type: asked?.headers['content-type'], length: asked?.body.length }).toEqual({
      status: 0, url: '/v1/imports?consentSource=a+form&dryRun=true', type: 'text/csv', length: `email,external_id\n${rows}\n`.length,
    });
    expect(out).toContain('rows 3, created 1, updated 0, unchanged 0, rejected 2');
    expect(out).toMatch(/2 +email +is no address/);
  });

  it('says when a file is not there', async () => {
    const { status, problem } = await run('import', join(folder, 'none.csv'));

    expect({ status, problem }).toEqual({ status: 1, problem: expect.stringMatching(/^widecast: .*none\.csv cannot be read: ENOENT.*\n$/) });
  });

  it('finds a contact by address or by external id', async () => {
    await run('contacts', 'find', 'a+b@example.com');
    await run('contacts', 'find', 'crm/7');

    expect(gateway.asked().map(({ url }) => url)).toEqual(['/v1/contacts?email=a%2Bb%40example.com', '/v1/contacts?externalId=crm%2F7']);
  });

  it('makes a template out of HTML', async () => {
    const { status } = await run('templates', 'create', await file('offer.html', '<p>{{ name }}'), '--name', 'Offer', '--brand', 'b', '--subject', 'Hello');

    expect(status).toBe(0);
    expect(JSON.parse(gateway.asked()[0]?.body ?? '')).toEqual({ name: 'Offer', brandId: 'b', subject: 'Hello', kind: 'promotion', html: '<p>{{ name }}' });
    expect(await run('templates', 'create', join(folder, 'offer.html'))).toMatchObject({ status: 1, problem: expect.stringContaining('--subject') });
  });

  it('makes, launches and pauses a campaign', async () => {
    const draft = await file('campaign.json', '{"name":"Spring"}');

    await run('campaigns', 'create', draft);
    await run('campaigns', 'launch', 'id 1');
    await run('campaigns', 'pause', 'id 1');

    expect(gateway.asked().map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /v1/campaigns', 'POST /v1/campaigns/id%201/launch', 'POST /v1/campaigns/id%201/pause']);
  });

  it('makes a boxed funnel with settings', async () => {
    await run('funnels', 'create', 'Win back', '--boxed', 'win-back', '--set', 'segmentId=0190', 'waitDays=3', 'flag=true');

    expect(JSON.parse(gateway.asked()[0]?.body ?? '')).toEqual({ name: 'Win back', boxed: 'win-back', settings: { segmentId: '0190', waitDays: 3, flag: true } });
  });

  it('sends behaviour in batches and names rejected lines', async () => {
    const events = Array.from({ length: 5 }, (_, number) => JSON.stringify({ eventId: String(number) }));
    gateway.on('POST /v1/behaviour', ({ body }: Requested) => ({ accepted: (JSON.parse(body) as { events: unknown[] }).events.length - 1, duplicates: 0, rejected: [{ index: 0, field: 'type', message: 'is missing' }] }));

    const { status, out } = await runCli(['behaviour', '-', '--batch', '2', '--json', '--url', gateway.url], { input: `${events.join('\n\n')}\n` });

    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ accepted: 2, rejected: 3, rejections: [{ line: 1 }, { line: 5 }, { line: 9 }] });
    expect(gateway.asked().length).toBe(3);
  });

  it('names the line that is not JSON', async () => {
    const { status, problem } = await run('behaviour', await file('broken.ndjson', '{"eventId":"1"}\n{"eventId":\n'));

    expect({ status, problem }).toEqual({ status: 1, problem: expect.stringContaining('line 2 is not a JSON object') });
  });

  it('prints rates with their intervals', async () => {
    gateway.on('GET /v1/reports/campaigns/c', {
      arms: [{ arm: 'men', customers: 100, sent: 100, visits: 18, visitRate: 0.18, visitInterval: [0.12, 0.27], conversions: 1, conversionRate: 0.01, conversionInterval: [0, 0.05], spend: 5, spendPerCustomer: 0.05 }],
      lifts: [{ arm: 'men', against: 'none', metric: 'visit', difference: 0.08, interval: [0.02, 0.14], relative: 0.8 }],
    });

    const { out } = await run('report', 'campaign', 'c', '--visit', 'visited');

    expect(out).toContain('18.00 %');
    expect(out).toContain('12.00 % … 27.00 %');
    expect(out).toContain('men against none');
  });

  it('replays all dead letters, oldest first, and fails when one fails again', async () => {
    gateway.on('GET /v1/services/triage/dead-letters', { deadLetters: [{ id: 'new' }, { id: 'old' }] });
    gateway.on('POST /v1/services/triage/dead-letters/new/replay', { detail: 'It failed again: no such contact' }, 409);

    const { status, out, problem } = await run('dead-letters', 'replay', '--all', '--service', 'triage');

    expect(gateway.asked().slice(1).map(({ url }) => url)).toEqual(['/v1/services/triage/dead-letters/old/replay', '/v1/services/triage/dead-letters/new/replay']);
    expect({ status, out }).toEqual({ status: 1, out: 'replayed 1, failed again 1\n' });
    expect(problem).toBe('widecast: 1 failed again; the first, new: It failed again: no such contact\n');
  });

  it('lists dead letters of every service, each with its name', async () => {
    gateway.on('GET /v1/services/triage/dead-letters', { deadLetters: [{ id: 'x', topic: 't' }] });

    const { out } = await run('dead-letters', 'list', '--json');

    expect(gateway.asked().length).toBe(5);
    expect(JSON.parse(out)).toEqual({ deadLetters: [{ service: 'triage', id: 'x', topic: 't' }] });
  });

  it('resumes and skips stopped partitions', async () => {
    await run('stopped', 'skip', 'segmentation.contacts-changed.v1', '3', '--service', 'dispatch');

    expect(gateway.asked()).toMatchObject([{ method: 'POST', url: '/v1/services/dispatch/stopped-partitions/segmentation.contacts-changed.v1/3', body: '{"resolution":"skip"}' }]);
  });

  it('sets a service back, wholly or for some topics', async () => {
    gateway.on('POST /v1/services/dispatch/rewind', { rewound: ['a.b.v1'] });

    const { out } = await run('rewind', '--service', 'dispatch');
    await run('rewind', 'a.b.v1', 'c.d.v1', '--service', 'dispatch');

    expect(out).toBe('dispatch reads 1 topics from the beginning: a.b.v1\n');
    expect(gateway.asked().map(({ body }) => body)).toEqual(['{}', '{"topics":["a.b.v1","c.d.v1"]}']);
  });

  it('makes and revokes keys', async () => {
    gateway.on('POST /v1/keys', { id: '1', key: 'wck_secret' }, 201);
    gateway.on('DELETE /v1/keys/1', undefined, 204);

    const made = await run('keys', 'create', 'bot', '--scope', 'tickets:read', 'tickets:write', '--expires', '90d');
    const revoked = await run('keys', 'revoke', '1');

    const body = JSON.parse(gateway.asked()[0]?.body ?? '') as { expiresAt: string; scopes: string[] };
    expect(body.scopes).toEqual(['tickets:read', 'tickets:write']);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(89 * 86_400_000);
    expect(made.out).toContain('wck_secret');
    expect(revoked).toEqual({ status: 0, out: 'revoked\n', problem: '' });
  });
});
