import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@widecast/testing';
import { dispatch } from '../src/index.ts';
import { aCampaign, launchOver, QUICK, recipients, untilState } from './builders.ts';

describe('without a relay', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(dispatch, { env: { ...QUICK, MAILBOX_KEEP: '100' } });
  });

  afterAll(() => service.stop());

  it('what would have been sent is in the built-in mailbox, the newest of it', async () => {
    const id = await aCampaign(service);

    await launchOver(service, id, recipients(300));
    expect((await untilState(service, id, 'finished')).ledger.accepted).toBe(300);

    const { messages } = (await service.get('/v1/mailbox?limit=500')).body as { messages: { id: string; to: string; subject: string }[] };
    expect(messages.length).toBeGreaterThanOrEqual(100);
    expect(messages.length).toBeLessThan(200);
    const [newest] = messages;
    const whole = (await service.get(`/v1/mailbox/${newest?.id}`)).body as { html: string; text: string; raw: string };
    expect(whole).toMatchObject({ to: newest?.to, html: expect.stringContaining('Hello Person'), text: expect.stringContaining('Hello Person') });
    expect(whole.raw).toMatch(/^[\s\S]*List-Unsubscribe: <http:\/\/127\.0\.0\.1:8080\/u\//);
    expect((await service.get('/v1/mailbox/999999')).status).toBe(404);
  });

  it('tells its metrics, among them that the ledger balances', async () => {
    const { body } = await service.get('/metrics');

    expect(body).toContain('widecast_ledger_imbalance{service="dispatch"} 0');
    expect(body).toMatch(/widecast_delivery_attempts_total\{service="dispatch",outcome="accepted"\} \d+/);
  });
});
