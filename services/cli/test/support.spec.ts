import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CliWorld } from './cli-world.ts';

describe('widecast for support and operators', () => {
  let world: CliWorld;

  beforeAll(async () => {
    world = await CliWorld.open();
  }, 60_000);

  afterAll(() => world.close());

  beforeEach(() => world.forget());

  it('replays all dead letters, oldest first, and fails when one fails again', async () => {
    world.gateway.on('GET /v1/services/triage/dead-letters', { deadLetters: [{ id: 'new' }, { id: 'old' }] });
    world.gateway.on('POST /v1/services/triage/dead-letters/new/replay', { detail: 'It failed again: no such contact' }, 409);

    const { status, out, problem } = await world.run('dead-letters', 'replay', '--all', '--service', 'triage');

    expect(world.gateway.asked().slice(1).map(({ url }) => url)).toEqual(['/v1/services/triage/dead-letters/old/replay', '/v1/services/triage/dead-letters/new/replay']);
    expect({ status, out }).toEqual({ status: 1, out: 'replayed 1, failed again 1\n' });
    expect(problem).toBe('widecast: 1 failed again; the first, new: It failed again: no such contact\n');
  });

  it('lists dead letters of every service, each with its name', async () => {
    world.gateway.on('GET /v1/services/triage/dead-letters', { deadLetters: [{ id: 'x', topic: 't' }] });

    const { out } = await world.run('dead-letters', 'list', '--json');

    expect(world.gateway.asked().length).toBe(5);
    expect(JSON.parse(out)).toEqual({ deadLetters: [{ service: 'triage', id: 'x', topic: 't' }] });
  });

  it('resumes and skips stopped partitions', async () => {
    await world.run('stopped', 'skip', 'segmentation.contacts-changed.v1', '3', '--service', 'dispatch');

    expect(world.gateway.asked()).toMatchObject([{ method: 'POST', url: '/v1/services/dispatch/stopped-partitions/segmentation.contacts-changed.v1/3', body: '{"resolution":"skip"}' }]);
  });

  it('makes and revokes keys', async () => {
    world.gateway.on('POST /v1/keys', { id: '1', key: 'wck_secret' }, 201);
    world.gateway.on('DELETE /v1/keys/1', undefined, 204);

    const made = await world.run('keys', 'create', 'bot', '--scope', 'tickets:read', 'tickets:write', '--expires', '90d');
    const revoked = await world.run('keys', 'revoke', '1');

    const body = JSON.parse(world.gateway.asked()[0]?.body ?? '') as { expiresAt: string; scopes: string[] };
    expect(body.scopes).toEqual(['tickets:read', 'tickets:write']);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(89 * 86_400_000);
    expect(made.out).toContain('wck_secret');
    expect(revoked).toEqual({ status: 0, out: 'revoked\n', problem: '' });
  });

  it('opens, answers and closes tickets', async () => {
    const text = await world.file('text.txt', 'How?');

    await world.run('tickets', 'open', text, '--from', 'a@b.test', '--subject', 'Plan');
    await world.run('tickets', 'reply', 't', text);
    for (const step of ['close', 'reopen']) await world.run('tickets', step, 't');

    expect(world.askedFor()).toEqual([
      'POST /v1/tickets {"from":"a@b.test","subject":"Plan","text":"How?"}', 'POST /v1/tickets/t/replies {"text":"How?"}', 'POST /v1/tickets/t/close', 'POST /v1/tickets/t/reopen',
    ]);
  });

  it('shows a ticket with all that was written, and nothing that would steer the terminal', async () => {
    const long = `${'All of it. '.repeat(20)}\nThe end.`;
    world.gateway.on('GET /v1/tickets/t', { id: 't', subject: 'A \u001B[31mred\u202E one', messages: [
      { id: 'm1', direction: 'in', automatic: false, at: '2026-11-26T10:00:00Z', text: long, attachments: [{ name: 'a.pdf', type: 'application/pdf', bytes: 9, digest: 'd1' }] },
      { id: 'm2', direction: 'out', automatic: true, at: '2026-11-26T10:00:01Z', text: 'We have it.', attachments: [] },
    ] });

    const { out } = await world.run('tickets', 'show', 't');

    expect(out).toContain(`message m1  2026-11-26T10:00:00Z  from the customer\n  ${'All of it. '.repeat(20)}\n  The end.\n  [file a.pdf, application/pdf, 9 bytes, d1]\n`);
    expect(out).toContain('message m2  2026-11-26T10:00:01Z  to the customer, automatic\n  We have it.\n');
    expect(out).toContain('A \uFFFD[31mred\uFFFD one');
  });

  it('looks at the quarantine and empties it', async () => {
    world.gateway.onText('GET /v1/tickets/quarantine/q/mail', 'From: nobody\r\n\r\nHello');

    const mail = await world.run('quarantine', 'mail', 'q');
    await world.run('quarantine', 'refile', 'q', '--from', 'a@b.test');
    const gone = await world.run('quarantine', 'discard', 'q');

    expect([mail.out, gone.out]).toEqual(['From: nobody\r\n\r\nHello', 'discarded\n']);
    expect(world.askedFor().slice(1)).toEqual(['POST /v1/tickets/quarantine/q/refile {"from":"a@b.test"}', 'DELETE /v1/tickets/quarantine/q']);
  });

  it('tells what a ticket is and governs the models that learn from it', async () => {
    await world.run('tickets', 'correct', 't', '--intent', 'refund', '--no-complaint', '--tag', 'a', 'b');
    await world.run('tickets', 'correct', 't', '--intent', 'printers', '--new');
    await world.run('intent-models', 'train', '--boxed');
    await world.run('intent-models', 'serve', 'm', '--force', 'tried by hand');
    await world.run('intent-models', 'roll-back', '--why', 'odd');

    expect(world.askedFor()).toEqual([
      'PATCH /v1/tickets/t {"intent":"refund","complaint":false,"tags":["a","b"]}', 'PATCH /v1/tickets/t {"intent":"printers","newIntent":true}', 'POST /v1/intent-models {"boxed":true}',
      'POST /v1/intent-models/m/serve {"force":"tried by hand"}', 'POST /v1/intent-models/roll-back {"why":"odd"}',
    ]);
  });
});
