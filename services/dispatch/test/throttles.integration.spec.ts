import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Recipient } from '@widecast/contracts';
import { acceptAll, createTestDatabase, reactToRecipient, startSmtpSink, startTestService, waitUntil, withinOneDay, type SmtpSink, type TestDatabase, type TestService } from '@widecast/testing';
import { dispatch } from '../src/index.ts';
import { RulesService } from '../src/throttles/rules.service.ts';
import { aCampaign, aRecipient, aTemplate, created, launchOver, lookAt, QUICK, untilState } from './builders.ts';

const at = (domain: string, count: number, from = 0): Recipient[] => Array.from({ length: count }, (_, n) => ({ ...aRecipient(n), email: `person${from + n}@${domain}` }));

interface LaneBody { readonly relay: string; readonly provider: string; readonly perSecond: number | null; readonly cause: string | null; readonly throttled: number }

describe('throttles', () => {
  let database: TestDatabase;
  let sink: SmtpSink;
  let services: [TestService, TestService];
  let ids: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    sink = await startSmtpSink();
    const start = (): Promise<TestService> => startTestService(dispatch, {
      databaseUrl: database.url, env: { ...QUICK, SMTP_URL: `smtp://127.0.0.1:${sink.port}`, CLAIM_ROWS: '50', LANE_RECOVERY_MS: '100' },
    });
    services = [await start(), await start()];
  });

  afterAll(async () => {
    for (const { running } of services) await running.stop();
    await sink.stop();
    await database.drop();
  });

  beforeEach(() => {
    sink.follow(acceptAll);
    sink.clear();
  });

  afterEach(async () => {
    for (const id of ids) await lift(id);
    ids = [];
  });

  const throttle = async (body: object): Promise<string> => {
    const id = await created(services[0], 'throttles', { reserve: 0, ...body });
    ids.push(id);
    forget();
    return id;
  };
  const lift = async (id: string): Promise<void> => {
    await services[0].call('DELETE', `/v1/throttles/${id}`);
    forget();
  };
  /** Every process reads the throttles anew, as each does after a second. */
  const forget = (): void => services.forEach(({ running }) => running.app.get(RulesService).forget());
  const believed = async (): Promise<void> => {
    const begun = performance.now();
    await waitUntil(() => performance.now() - begun > 1100, { what: 'a second' });
  };
  const campaignOver = async (everybody: readonly Recipient[], changes: object = {}): Promise<string> => {
    const id = await aCampaign(services[0], changes);
    await launchOver(services[0], id, everybody);
    return id;
  };
  const lanes = async (): Promise<LaneBody[]> => ((await services[1].get('/v1/lanes')).body as { lanes: LaneBody[] }).lanes;
  const slowLanes = async (): Promise<LaneBody[]> => (await lanes()).filter(({ perSecond }) => perSecond !== null);
  const untilHeld = (id: string, n: number): Promise<unknown> => waitUntil(async () => (await lookAt(services[0], id)).ledger.held === n, { what: `${n} held` });

  it('let only so much leave in a second from all processes together, and nothing else waits for it', async () => {
    const second = await created(services[0], 'throttles', { name: 'Gmail', provider: 'google', perSecond: 5, reserve: 0 });
    await believed();
    const begun = performance.now();
    const id = await campaignOver([...at('gmail.com', 45), ...at('example.com', 200)]);
    const sentTo = (domain: string): number => sink.recipients().filter((to) => to.endsWith(`@${domain}`)).length;

    await waitUntil(async () => (await lanes()).some(({ throttled }) => throttled > 0), { what: 'what waits' });
    expect(await lanes()).toEqual([{ relay: `127.0.0.1:${sink.port}`, provider: 'google', sender: null, perSecond: null, cause: null, slowedAt: null, throttled: expect.any(Number) }]);
    await waitUntil(() => sentTo('example.com') === 200, { what: 'those that are free', interval: 5 });
    // Its last ones may leave after eight seconds.
    expect(sink.count).toBeLessThan(245);
    const sent = await waitUntil(() => sentTo('gmail.com') > 11 && sentTo('gmail.com'), { what: 'those of the third second', interval: 5 });
    expect(sent).toBeLessThanOrEqual(5 * Math.ceil((performance.now() - begun) / 1000));
    await lift(second);

    const { ledger } = await untilState(services[0], id, 'finished', 60_000);
    expect(ledger).toMatchObject({ accepted: 245, held: 0 });
    expect(new Set(sink.recipients()).size).toBe(245);
    const { body } = await services[0].get(`/v1/campaigns/${id}/deliveries?limit=1000`);
    expect(new Set((body as { deliveries: { attempt: number }[] }).deliveries.map(({ attempt }) => attempt))).toEqual(new Set([1]));
  });

  it('of an hour or a day hold the rest, count what was used, and let it go when they are lifted', async () => {
    const hourly = await throttle({ name: 'Campaigns here', domain: 'acme.example', perHour: 7, perDay: 100 });
    const id = await campaignOver([...at('acme.example', 30), ...at('example.com', 5)]);

    await untilHeld(id, 23);
    await waitUntil(() => sink.count === 12, { what: 'those that have room' });
    const { throttles } = (await services[1].get('/v1/throttles')).body as { throttles: { limits: object[] }[] };
    expect(throttles[0]?.limits).toEqual([{ per: 'hour', most: 7, forPromotions: 7, used: 7 }, { per: 'day', most: 100, forPromotions: 100, used: 7 }]);
    expect((await services[0].call('PUT', `/v1/throttles/${hourly}`, { body: { name: 'Campaigns here', domain: 'acme.example', perDay: 20, reserve: 0 } })).status).toBe(200);
    await untilHeld(id, 10);

    await lift(hourly);
    expect((await untilState(services[0], id, 'finished')).ledger).toMatchObject({ accepted: 35 });
  });

  it('refuse what nothing would ever match', async () => {
    const post = (body: object): Promise<{ status: number; body: unknown }> => services[0].post('/v1/throttles', { name: 'Wrong', perSecond: 1, ...body });
    for (const [field, value] of [['campaignId', crypto.randomUUID()], ['provider', 'gogle'], ['relay', 'mail.example'], ['relay', 'smtp://mail.example:25'], ['domain', 'ann@acme.example']]) {
      expect(await post({ [String(field)]: value })).toMatchObject({ status: 422, body: { errors: [{ field: `body.${field}` }] } });
    }

    const { body } = await post({ name: 'To come', relay: 'mail.example:587', reserve: 0.1 });
    ids.push((body as { id: string }).id);
    expect(body).toMatchObject({ relay: 'mail.example:587', reserve: 0.1, idle: expect.stringContaining('there is no relay or channel "mail.example:587" here') });
  });

  it('warm a relay up, show what is allowed today, and end with the campaign', async () => {
    await withinOneDay();
    const today = new Date().toISOString().slice(0, 10);
    const warmUp = { start: 5, growth: 1.01, full: 100, from: today };
    await throttle({ name: 'Warm-up', relay: `127.0.0.1:${sink.port}`, warmUp });
    const id = await campaignOver(at('example.com', 12));

    await untilHeld(id, 7);
    // What waits lies still: it is not taken up again and again.
    const { body: waiting } = await services[0].get(`/v1/campaigns/${id}/deliveries?state=held`);
    await believed();
    expect((await services[0].get(`/v1/campaigns/${id}/deliveries?state=held`)).body).toEqual(waiting);
    expect((await services[0].get('/v1/throttles')).body).toMatchObject({ throttles: [{ warmUp, allowedToday: 5, waiting: 7, idle: null, limits: [{ per: 'day', most: 5, forPromotions: 5, used: 5 }] }] });
    await services[0].post(`/v1/campaigns/${id}/cancel`);
    await waitUntil(async () => (await lookAt(services[0], id)).ledger.cancelled === 7, { what: 'cancelled' });
    await waitUntil(() => sink.count === 5, { what: 'those that were allowed' });
  });

  it('hide from nobody that everybody is refused for ever, however few leave at a time', async () => {
    await throttle({ name: 'slow', perSecond: 20 });
    await believed();
    sink.follow(reactToRecipient(() => ({ reply: '550 5.1.1 no such user, says a receiver out of order' })));

    const id = await campaignOver(at('many.example', 300));
    const { reason } = await untilState(services[0], id, 'paused');
    await waitUntil(async () => (await services[0].database.query('SELECT FROM claims')).length === 0, { what: 'what was in flight' });

    const { ledger } = await lookAt(services[0], id);
    expect(reason).toBe('refused');
    // Two of each process are lost before any doubt, and what was put off may be refused once more before the pause.
    expect(ledger.failed).toBeLessThan(150);
    await services[0].post(`/v1/campaigns/${id}/cancel`);
  });

  it('keep a part for transactional mail', async () => {
    await throttle({ name: 'All', perHour: 50, reserve: 0.2 });
    const campaign = await campaignOver(at('example.com', 60));
    await untilHeld(campaign, 20);

    const templateId = await aTemplate(services[0], { kind: 'transactional' });
    const { status } = await services[0].post('/v1/messages', { idempotencyKey: 'receipt 1', templateId, to: { email: 'ann@example.com' }, fields: { name: 'Ann', plan: 'x' } });
    expect(status).toBe(202);
    await waitUntil(() => sink.recipients().includes('ann@example.com'), { what: 'the receipt' });
    await waitUntil(async () => (await lookAt(services[0], campaign)).ledger.accepted === 40, { what: 'the rest' });
    await untilHeld(campaign, 20);
    await services[0].post(`/v1/campaigns/${campaign}/cancel`);
  });

  it('leave the frequency cap to promotions that leave: what waits does not count before', async () => {
    const policy = (frequencyCap: object | null): Promise<unknown> => services[0].call('PUT', '/v1/sending-policy', { body: { globalHoldOut: null, frequencyCap } });
    await policy({ promotions: 1, days: 7 });
    await believed();
    const [first, second] = [await aCampaign(services[0]), await aCampaign(services[0])];
    await throttle({ name: 'One', campaignId: first, perHour: 1 });
    const everybody = at('example.com', 10);
    await launchOver(services[0], first, everybody);
    await untilHeld(first, 9);
    await launchOver(services[0], second, everybody);

    await waitUntil(async () => {
      const { ledger } = await lookAt(services[0], second);
      return ledger.accepted === 9 && ledger.held === 1;
    }, { what: 'the nine who have room' });
    await policy(null);
    for (const id of [first, second]) await services[0].post(`/v1/campaigns/${id}/cancel`);
  });

  it('come by themselves where a receiver asks for it, for him alone, and go by themselves', async () => {
    let refusals = 0;
    sink.follow(({ stage, recipient }) => (stage === 'rcpt' && recipient.endsWith('@gmail.com') && (refusals += 1) <= 10 ? { reply: '450 4.7.28 rate limit exceeded' } : undefined));
    const id = await campaignOver([...at('gmail.com', 40), ...at('example.com', 40)]);

    await waitUntil(async () => (await slowLanes()).some(({ provider, cause }) => provider === 'google' && cause === '450 4.7.28'), { what: 'the slow lane' });
    expect((await slowLanes()).map(({ provider }) => provider)).toEqual(['google']);
    expect((await untilState(services[0], id, 'finished', 60_000)).ledger).toMatchObject({ accepted: 80, failed: 0 });
    await waitUntil(async () => (await slowLanes()).length === 0, { what: 'the free lane', timeout: 30_000 });
  });

  it('refuse what makes no sense, and say why', async () => {
    const fieldsOf = async (body: object): Promise<unknown> => (await services[0].post('/v1/throttles', body)).body;
    expect(await fieldsOf({ name: 'x' })).toMatchObject({ errors: [{ field: 'body.perSecond', message: expect.stringContaining('is needed') }] });
    expect(await fieldsOf({ name: 'x', perSecond: 1, provider: 'gogle' })).toMatchObject({ status: 422, errors: [{ field: 'body.provider', message: expect.stringContaining('/v1/providers') }] });
    await throttle({ name: 'Twice', perSecond: 1000 });
    expect((await services[0].post('/v1/throttles', { name: 'Twice', perSecond: 1 })).status).toBe(409);
    expect((await services[0].call('POST', '/v1/throttles', { body: { name: 'y', perSecond: 1 }, scopes: ['campaigns:write'] })).status).toBe(403);
  });

  it('hold domains in any script, however they are written', async () => {
    await throttle({ name: 'Romashka', domain: 'Ромашка.рф', perHour: 2 });
    const id = await campaignOver(at('xn--80aa3agjl3d.xn--p1ai', 5));
    await untilHeld(id, 3);
    await services[0].post(`/v1/campaigns/${id}/cancel`);
  });

  it('know the providers that a vendor adds', async () => {
    expect((await services[0].call('PUT', '/v1/providers/partner', { body: { domains: ['Shop.Example', 'store.example'] } })).status).toBe(200);
    await throttle({ name: 'Partner', provider: 'partner', perHour: 3 });
    const id = await campaignOver([...at('shop.example', 3), ...at('store.example', 3, 10), ...at('example.com', 3)]);
    await untilHeld(id, 3);
    expect((await services[0].call('DELETE', '/v1/providers/partner')).status).toBe(204);
    expect((await untilState(services[0], id, 'finished')).ledger).toMatchObject({ accepted: 9 });
  });
});
