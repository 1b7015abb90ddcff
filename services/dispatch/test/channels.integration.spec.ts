import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findFreePort, startTestService, waitUntil, type TestService } from '@widecast/testing';
import { dispatch } from '../src/index.ts';
import { aCampaign, aRecipient, created, launchOver, lookAt, QUICK, untilState } from './builders.ts';
import { startProvider, type Provider } from './webhook-provider.ts';

const CONNECTIONS = 10;
const phones = (count: number): string[] => Array.from({ length: count }, (_, n) => `+49151${n}`);

describe('a channel behind a webhook', () => {
  let provider: Provider;
  let service: TestService;
  let channel: { id: string; secret: string };

  beforeAll(async () => {
    provider = await startProvider();
    service = await startTestService(dispatch, { env: { ...QUICK, WEBHOOK_REACH: 'private' } });
    channel = (await service.post('/v1/channels', { name: 'SMS', url: provider.url, addressField: 'phone' })).body as typeof channel;
  });

  afterAll(async () => {
    await service.stop();
    await provider.stop();
  });

  beforeEach(() => {
    provider.received.length = 0;
    provider.reply(() => ({ status: 202 }));
  });

  const campaignOver = async (phones: readonly (string | null)[], changes: object = {}): Promise<string> => {
    const id = await aCampaign(service, { channelId: channel.id, ...changes });
    await launchOver(service, id, phones.map((phone, n) => aRecipient(n, { phone })));
    return id;
  };
  const reasonsOf = async (id: string, state: string): Promise<string[]> =>
    ((await service.get(`/v1/campaigns/${id}/deliveries?state=${state}`)).body as { deliveries: { reason: string }[] }).deliveries.map(({ reason }) => reason);

  const faultOf = async (id: string): Promise<string | null | undefined> =>
    ((await service.get('/v1/channels')).body as { channels: { id: string; fault: string | null }[] }).channels.find((each) => each.id === id)?.fault;

  it('carries the text of a campaign, signed, to the address that the contact has there, on the same ledger', async () => {
    const id = await campaignOver(['+4915100001', null, '+4915100003']);
    const { ledger } = await untilState(service, id, 'finished');

    expect(ledger).toMatchObject({ accepted: 2, failed: 1 });
    expect(await reasonsOf(id, 'failed')).toEqual(['no_channel_address']);
    expect(provider.received.map(({ body }) => body.to).toSorted()).toEqual(['+4915100001', '+4915100003']);
    const [one] = provider.received;
    expect(one?.body).toMatchObject({ subject: expect.stringContaining('Hello Person'), text: expect.stringContaining('Unsubscribe: '), source: { kind: 'campaign', id } });
    const { 'webhook-id': messageId, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = one?.headers ?? {};
    const expected = createHmac('sha256', Buffer.from(channel.secret.slice(6), 'base64')).update(`${String(messageId)}.${String(timestamp)}.${one?.raw}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
    expect(messageId).toBe(one?.body.id);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(30);
  });

  it('tries again what is refused for now, under the same id, and fails what is refused for good', async () => {
    const seen = new Map<string, number>();
    provider.reply(({ body }) => {
      const times = (seen.get(body.to) ?? 0) + 1;
      seen.set(body.to, times);
      if (body.to === 'bad') return { status: 400 };
      if (body.to === 'moved') return { status: 302, headers: { location: provider.url } };
      return { status: times === 1 ? 500 : 200, body: 'x'.repeat(200_000) };
    });

    const id = await campaignOver(['bad', 'moved', 'later']);
    const { ledger } = await untilState(service, id, 'finished');

    expect(ledger).toMatchObject({ accepted: 1, failed: 2 });
    expect((await reasonsOf(id, 'failed')).toSorted()).toEqual(['HTTP 302', 'HTTP 400']);
    expect([...seen]).toEqual(expect.arrayContaining([['bad', 1], ['moved', 1], ['later', 2]]));
    const ids = provider.received.filter(({ body }) => body.to === 'later').map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
  });

  it('leaves in doubt what was handed over without an answer', async () => {
    provider.reply(() => 'hang up');
    const left = await campaignOver(['1']);
    expect((await untilState(service, left, 'finished')).ledger).toMatchObject({ in_doubt: 1 });

    let calls = 0;
    provider.reply(() => ((calls += 1) === 1 ? 'hang up' : { status: 200 }));
    const again = await campaignOver(['1'], { inDoubt: 'sent_again' });
    expect((await untilState(service, again, 'finished')).ledger).toMatchObject({ accepted: 1, in_doubt: 0 });
  });

  it('that cannot be reached waits, says why, and loses nothing', async () => {
    const { id: channelId } = (await service.post('/v1/channels', { name: 'Away', url: `http://127.0.0.1:${await findFreePort()}/sms`, addressField: 'phone' })).body as { id: string };
    const id = await campaignOver(['1', '2'], { channelId });

    await waitUntil(async () => (await faultOf(channelId)) === 'ECONNREFUSED', { what: 'the fault' });
    // Mail and other channels do not wait for it.
    expect((await untilState(service, await campaignOver(['3']), 'finished')).ledger).toMatchObject({ accepted: 1 });

    expect((await lookAt(service, id)).ledger).toMatchObject({ audience: 2, accepted: 0, failed: 0, in_doubt: 0, balanced: true });
    await service.post(`/v1/campaigns/${id}/cancel`);
    await waitUntil(async () => (await lookAt(service, id)).ledger.cancelled === 2, { what: 'cancelled' });
  });

  it.each([
    ['breaks off without an answer', 'hang up', 'in_doubt', 'ECONNRESET'], ['is away behind its gateway', { status: 502 }, 'deferred', 'HTTP 502'], ['fails at everything', { status: 500 }, 'deferred', 'HTTP 500'],
  ] as const)('that %s is one fault, not one of each recipient, and says so until it is well again', async (_, fault, state, why) => {
    provider.reply(() => fault);
    const id = await campaignOver(phones(300));
    await waitUntil(async () => (await lookAt(service, id)).channelFault?.why === why, { what: 'the fault' });
    await waitUntil(() => provider.received.length > CONNECTIONS, { what: 'another look at the provider' });
    const { ledger } = await waitUntil(async () => {
      const campaign = await lookAt(service, id);
      return campaign.ledger[state] > 0 && campaign;
    }, { what: 'what was on its way' });

    // Those on their way when it began, and one for each look.
    expect(ledger[state]).toBeLessThan(2 * CONNECTIONS);

    provider.reply(() => ({ status: 200 }));
    expect((await untilState(service, id, 'finished')).ledger.accepted).toBeGreaterThan(300 - 2 * CONNECTIONS);
    expect(await faultOf(channel.id)).toBeNull();
  });

  it('is free of a fault that a process before this one has told of, with its first answer', async () => {
    const channelId = await created(service, 'channels', { name: 'Restarted', url: provider.url, addressField: 'phone' });
    await service.database.query("UPDATE channels SET fault = 'HTTP 429', fault_at = now() WHERE id = $1", [channelId]);

    await untilState(service, await campaignOver(['1'], { channelId }), 'finished');

    await waitUntil(async () => (await faultOf(channelId)) === null, { what: 'the end of the fault' });
  });

  it('is added with a right of its own, shows its secret once, and stays while a campaign has it', async () => {
    expect(channel.secret).toMatch(/^whsec_/);
    expect(JSON.stringify((await service.get('/v1/channels')).body)).not.toContain(channel.secret);
    expect((await service.call('POST', '/v1/channels', { body: { name: 'x', url: provider.url, addressField: 'phone' }, scopes: ['campaigns:write'] })).status).toBe(403);
    expect((await service.post('/v1/channels', { name: 'SMS', url: provider.url, addressField: 'phone' })).status).toBe(409);
    expect((await service.call('DELETE', `/v1/channels/${channel.id}`)).status).toBe(409);
    expect((await service.post('/v1/campaigns', { name: 'x', segmentId: randomUUID(), channelId: randomUUID(), arms: [{ name: 'a', templateId: null }] })).body)
      .toMatchObject({ errors: expect.arrayContaining([{ field: 'body.channelId', message: expect.any(String) }]) });
    const unused = await created(service, 'channels', { name: 'Unused', url: provider.url, addressField: 'phone' });
    expect((await service.call('DELETE', `/v1/channels/${unused}`)).status).toBe(204);
  });
});

describe('channels, while no relay can be used', () => {
  it('go on', async () => {
    const provider = await startProvider();
    const service = await startTestService(dispatch, { env: { ...QUICK, SMTP_URL: 'smtp://127.0.0.1:9', SMTP_REST_MS: '60000', WEBHOOK_REACH: 'private' } });
    const mail = await aCampaign(service);
    await launchOver(service, mail, [aRecipient(1)]);
    await waitUntil(async () => (await fetch(`${service.running.url}/readyz`)).text().then((text) => text.includes('cannot be used (unreachable)')), { what: 'the rest of the relay' });

    const channelId = await created(service, 'channels', { name: 'SMS', url: provider.url, addressField: 'phone' });
    const id = await aCampaign(service, { channelId });
    await launchOver(service, id, [aRecipient(2, { phone: '2' })]);

    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 1 });
    expect((await lookAt(service, mail)).ledger).toMatchObject({ audience: 1, accepted: 0, failed: 0 });
    await service.stop();
    await provider.stop();
  });
});

describe('channels, where nothing else is allowed', () => {
  let provider: Provider;
  let service: TestService;

  beforeAll(async () => {
    provider = await startProvider();
    service = await startTestService(dispatch, { env: QUICK });
  });

  afterAll(async () => {
    await service.stop();
    await provider.stop();
  });

  it.each([
    'http://gateway.example/x', 'https://127.0.0.1/x', 'https://[::1]/x', 'https://169.254.169.254/latest', 'https://10.0.0.8/', 'https://localhost/', 'https://user:pass@gateway.example/',
    'https://0x7f.1/', 'https://[::ffff:10.0.0.1]/',
  ])('do not take %s', async (url) => {
    expect(await service.post('/v1/channels', { name: `x ${url}`, url, addressField: 'phone' })).toMatchObject({ status: 422, body: { errors: [{ field: 'body.url' }] } });
  });

  it('do not call a name that leads to a private address, whenever it began to', async () => {
    // As if its owner had changed the name after it was added.
    const port = new URL(provider.url).port;
    const id = randomUUID();
    await service.database.query(`INSERT INTO channels (id, name, url, secret, address_field) VALUES ($1, 'Sly', 'https://localhost:${port}/', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'phone')`, [id]);
    const campaign = await aCampaign(service, { channelId: id });
    await launchOver(service, campaign, [aRecipient(1, { phone: '1' })]);

    await waitUntil(async () => ((await service.get('/v1/channels')).body as { channels: { fault: string | null }[] }).channels[0]?.fault === 'localhost is not an address of the public internet', { what: 'the fault' });
    expect(provider.received).toEqual([]);
  });
});
