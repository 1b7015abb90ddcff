import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startSmtpSink, startTestService, waitUntil, withinOneDay, type SmtpSink, type TestDatabase, type TestService } from '@widecast/testing';
import { dispatch } from '../src/index.ts';
import { aBrand, aCampaign, created, launchOver, lookAt, QUICK, recipients, untilState } from './builders.ts';

const RAMP = { start: 10, growth: 2, full: 1000 };
const today = (): string => new Date().toISOString().slice(0, 10);

interface Throttle { readonly id: string; readonly name: string; readonly sender: string | null; readonly allowedToday: number | null; readonly waiting: number }

describe('the warm-up of a sender', () => {
  let database: TestDatabase;
  let sink: SmtpSink;
  let services: [TestService, TestService];

  beforeAll(async () => {
    await withinOneDay();
    database = await createTestDatabase();
    sink = await startSmtpSink();
    const start = (): Promise<TestService> => startTestService(dispatch, { databaseUrl: database.url, env: { ...QUICK, SMTP_URL: `smtp://127.0.0.1:${sink.port}`, CLAIM_ROWS: '50' } });
    services = [await start(), await start()];
    await services[0].call('PUT', '/v1/sending-policy', { body: { globalHoldOut: null, frequencyCap: null, senderWarmUp: RAMP } });
  });

  afterAll(async () => {
    for (const { running } of services) await running.stop();
    await sink.stop();
    await database.drop();
  });

  const templateFrom = async (fromAddress: string, kind = 'promotion'): Promise<string> => {
    const brandId = await created(services[0], 'brands', aBrand({ fromAddress }));
    return await created(services[0], 'templates', { name: 'x', kind, brandId, subject: 'Hi', html: '<p>Hi <a href="https://acme.example">x</a></p>' });
  };
  const campaignFrom = async (...addresses: string[]): Promise<string> => {
    const arms = await Promise.all(addresses.map(async (address, n) => ({ name: `arm ${n}`, templateId: await templateFrom(address) })));
    return await aCampaign(services[0], { arms });
  };
  const throttles = async (): Promise<Throttle[]> => ((await services[1].get('/v1/throttles')).body as { throttles: Throttle[] }).throttles;
  const sentFrom = (domain: string): number => sink.messages().filter(({ envelope }) => envelope.from.endsWith(`@${domain}`)).length;
  const untilHeld = (id: string, n: number): Promise<unknown> => waitUntil(async () => {
    const { ledger } = await lookAt(services[0], id);
    return ledger.held === n && ledger.pending === 0;
  }, { what: `${n} held` });

  it('begins with the first campaign from a domain, holds what is too much for its day in all processes, and tells so', async () => {
    const id = await campaignFrom('news@Fresh.example');
    const { findings } = (await services[0].get(`/v1/campaigns/${id}/check?selected=40&audience=40`)).body as { findings: { code: string; severity: string; message: string }[] };
    expect(findings.find(({ code }) => code === 'warm_up')).toMatchObject({ severity: 'warning', message: expect.stringContaining('allows 10 messages more today, so 40 need 3 days') });
    await launchOver(services[0], id, recipients(40), 10);

    await untilHeld(id, 30);
    await waitUntil(() => sentFrom('Fresh.example') === 10, { what: 'the first day' });
    expect(await throttles()).toMatchObject([{ name: 'Warm-up of fresh.example', sender: 'fresh.example', warmUp: { ...RAMP, from: today() }, allowedToday: 10, waiting: 30, limits: [{ per: 'day', most: 10, used: 10 }] }]);
    expect((await services[1].get('/v1/lanes')).body).toMatchObject({ lanes: [{ sender: 'fresh.example', throttled: 30 }] });
    expect((await services[1].get('/metrics')).body).toMatch(/widecast_throttle_waiting\{service="dispatch",throttle="Warm-up of fresh\.example"\} 30/);
  });

  it('concerns this domain alone, all of its campaigns together, and no single message', async () => {
    await services[0].call('PUT', '/v1/sending-policy', { body: { globalHoldOut: null, frequencyCap: null, senderWarmUp: null } });
    const both = await campaignFrom('news@fresh.example', 'news@known.example');
    await launchOver(services[0], both, recipients(60));

    await waitUntil(async () => {
      const { ledger } = await lookAt(services[0], both);
      return ledger.accepted > 0 && ledger.accepted + ledger.held === 60;
    }, { what: 'what may leave' });
    expect(sentFrom('known.example')).toBe((await lookAt(services[0], both)).ledger.accepted);
    expect(sentFrom('fresh.example')).toBe(0);
    const templateId = await templateFrom('receipts@fresh.example', 'transactional');
    await services[0].post('/v1/messages', { idempotencyKey: 'receipt', templateId, to: { email: 'ann@example.com' }, fields: {} });
    await waitUntil(() => sentFrom('fresh.example') === 1, { what: 'the receipt' });
    expect(await throttles()).toMatchObject([{ limits: [{ per: 'day', used: 11 }] }]);
  });

  it('lets go what waits when a person ends it, and is not begun again', async () => {
    const [warmUp] = await throttles();
    await services[0].call('DELETE', `/v1/throttles/${warmUp?.id}`);
    const { body } = await services[0].get('/v1/campaigns');
    for (const { id } of (body as { campaigns: { id: string }[] }).campaigns) expect((await untilState(services[0], id, 'finished')).ledger.held).toBe(0);
    await services[0].call('PUT', '/v1/sending-policy', { body: { globalHoldOut: null, frequencyCap: null, senderWarmUp: RAMP } });
    const again = await campaignFrom('other@fresh.example');
    await launchOver(services[0], again, recipients(20));
    expect((await untilState(services[0], again, 'finished')).ledger.accepted).toBe(20);
  });
});
