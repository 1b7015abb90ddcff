import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startFakeGateway, type FakeGateway, type Finished } from './run-cli.ts';
import { runHere } from './run-here.ts';

describe('widecast, about what is sent', () => {
  let gateway: FakeGateway;
  let folder: string;

  beforeAll(async () => {
    gateway = await startFakeGateway();
    folder = await mkdtemp(join(tmpdir(), 'widecast-cli-'));
  }, 60_000);

  afterAll(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(() => void gateway.asked());

  const run = (...args: string[]): Promise<Finished> => runHere(args, gateway.url);

  it('lists, adds and removes suppressions', async () => {
    const suppression = { id: 's', email: 'a@example.com', contactId: null, reason: 'manual', createdAt: '2026-05-01' };
    gateway.on('GET /v1/suppressions', { suppressions: [suppression], next: null });

    expect((await run('suppressions', 'list', '--limit', '5')).out).toContain('a@example.com');
    await run('suppressions', 'add', 'a@example.com', '--reason', 'by phone');
    await run('suppressions', 'remove', 'a+b@example.com', '--broken');

    const asked = gateway.asked();
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v1/suppressions?limit=5', 'POST /v1/suppressions', 'DELETE /v1/suppressions/a%2Bb%40example.com?broken=true',
    ]);
    expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ email: 'a@example.com', reason: 'by phone' });
    expect((await run('suppressions', 'remove', '--help')).out).toContain('$ widecast suppressions remove ann@example.com');
  });

  it('sends a transactional message and shows what became of it', async () => {
    await run('messages', 'send', 't', '--email', 'a@example.com', '--field', 'total=49.00', 'vip=true', '--idempotency-key', 'k');
    const neither = await run('messages', 'send', 't');
    await run('messages', 'show', 'm');

    const asked = gateway.asked();
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /v1/messages', 'GET /v1/messages/m']);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ idempotencyKey: 'k', templateId: 't', to: { email: 'a@example.com' }, fields: { total: '49.00', vip: true }, inDoubt: 'sent_again' });
    expect(neither.status).toBe(1);
  });

  it('takes merge fields by name and from a file, for messages and for templates', async () => {
    const fields = join(folder, 'order.json');
    await writeFile(fields, '{"name":"Ann","total":"1"}');
    const given = ['--fields', fields, '--field', 'total=49.00', 'vip=true'];

    await run('messages', 'send', 't', '--email', 'a@example.com', ...given);
    await run('templates', 'preview', 't', ...given);
    await run('templates', 'test', 't', '--to', 'me@example.com', ...given);
    const { problem } = await run('templates', 'preview', 't', '--field', 'total');

    const bodies = gateway.asked().map(({ body }) => JSON.parse(body) as { readonly fields: object });
    expect(bodies.map((body) => body.fields)).toEqual(Array.from({ length: 3 }, () => ({ name: 'Ann', total: '49.00', vip: true })));
    expect(problem).toContain('"total" is not name=value');
  });

  it('launches at a time, takes it back, and sets what holds for all', async () => {
    const policy = join(folder, 'policy.json');
    await writeFile(policy, '{"globalHoldOut":null,"frequencyCap":{"promotions":3,"days":7}}');

    await run('campaigns', 'launch', 'c', '--at', '2030-01-01T09:00:00Z');
    await run('campaigns', 'unschedule', 'c');
    await run('sending-policy', 'set', policy);

    expect(gateway.asked().map(({ method, url, body }) => `${method} ${url} ${body}`.trim())).toEqual([
      'POST /v1/campaigns/c/launch {"at":"2030-01-01T09:00:00Z"}', 'POST /v1/campaigns/c/unschedule',
      'PUT /v1/sending-policy {"globalHoldOut":null,"frequencyCap":{"promotions":3,"days":7}}',
    ]);
  });

  it('looks at a campaign before its launch, and fails where it is not ready', async () => {
    const findings = [{ severity: 'error', code: 'spf', about: 'acme.example', message: 'there is no SPF record' }];
    gateway.on('GET /v1/campaigns/c/check', { campaignId: 'c', ready: false, cost: { messages: 5, amount: 0.05 }, findings });

    const { status, out } = await run('campaigns', 'check', 'c');

    expect(status).toBe(1);
    expect(out).toContain('error     spf   acme.example  there is no SPF record');
  });

  it('looks at templates, and begins with ready ones', async () => {
    const fields = join(folder, 'ann.json');
    await writeFile(fields, '{"name":"Ann"}');
    const mjml = join(folder, 'offer.mjml');
    await writeFile(mjml, '<mjml></mjml>');
    gateway.on('GET /v1/template-samples', { samples: [{ name: 'Offer', language: 'en', kind: 'promotion', subject: 'S', mjml: '<mjml>' }] });

    expect((await run('templates', 'samples')).out).toContain('Offer');
    expect((await run('templates', 'sample', 'offer', '--json')).out).toContain('<mjml>');
    expect((await run('templates', 'sample', 'x')).problem).toContain('there are Offer');
    gateway.asked();
    await run('templates', 'preview', 't', '--fields', fields);
    await run('templates', 'test', 't', '--to', 'me@example.com');
    await run('templates', 'create', mjml, '--name', 'Offer', '--brand', 'b', '--subject', 'S');

    const asked = gateway.asked();
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /v1/templates/t/preview', 'POST /v1/templates/t/test', 'POST /v1/templates']);
    expect(asked.map(({ body }) => JSON.parse(body) as object)).toEqual([
      { fields: { name: 'Ann' } }, { to: 'me@example.com', fields: {} }, { name: 'Offer', brandId: 'b', subject: 'S', kind: 'promotion', mjml: '<mjml></mjml>' },
    ]);
  });

  it('adds, lists and removes channels', async () => {
    const file = join(folder, 'sms.json');
    await writeFile(file, '{"name":"SMS"}');
    gateway.on('GET /v1/channels', { channels: [{ id: 'c', name: 'SMS', url: 'https://x.example', addressField: 'phone', fault: 'ECONNREFUSED', faultAt: '2026-05-01' }] });

    await run('channels', 'create', file);
    expect((await run('channels', 'list')).out).toContain('ECONNREFUSED');
    await run('channels', 'remove', 'c');

    expect(gateway.asked().map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /v1/channels', 'GET /v1/channels', 'DELETE /v1/channels/c']);
  });

  it('resolves what is in doubt', async () => {
    await run('campaigns', 'resolve', 'c', '--as', 'accepted', '--seqs', '1', '22');
    await run('messages', 'resolve', 'm', '--as', 'sent_again');

    expect(gateway.asked().map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
      'POST /v1/campaigns/c/in-doubt {"as":"accepted","seqs":[1,22]}', 'POST /v1/messages/m/in-doubt {"as":"sent_again"}',
    ]);
  });

  it('changes and removes drafts, templates and brands', async () => {
    const changes = join(folder, 'changes.json');
    await writeFile(changes, '{"name":"Autumn"}');

    for (const things of ['brands', 'templates', 'campaigns']) {
      await run(things, 'change', 'x/1', changes);
      await run(things, 'remove', 'x/1');
    }

    const asked = gateway.asked();
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(
      ['brands', 'templates', 'campaigns'].flatMap((things) => [`PATCH /v1/${things}/x%2F1`, `DELETE /v1/${things}/x%2F1`]));
    expect(asked[0]?.body).toBe('{"name":"Autumn"}');
  });
});
