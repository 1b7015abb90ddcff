import { afterEach, describe, expect, it } from '@jest/globals';
import { findFreePort, reactAt, reactToRecipient, startSmtpSink, startTestService, waitUntil, type SmtpSinkOptions, type SmtpStage } from '@widecast/testing';
import { dispatch } from '../src/index.ts';
import { aCampaign, aTemplate, launchOver, lookAt, QUICK, recipients, startStage, untilState, type Stage } from './builders.ts';

describe('a relay', () => {
  let stage: Stage | undefined;

  afterEach(async () => {
    await stage?.stop();
    stage = undefined;
  });

  it('may refuse for now, for ever, or because there is no such address', async () => {
    const seen = new Set<string>();
    const first = (address: string): boolean => !seen.has(address) && Boolean(seen.add(address));
    stage = await startStage({}, {
      script: reactToRecipient((address) => {
        if (address === 'person0@example.com' && first(address)) return { reply: '451 4.7.1 greylisted' };
        if (address === 'person1@example.com') return { reply: '550 5.1.1 no such user person1@example.com' };
        if (address === 'person2@example.com') return { reply: '550 5.7.1 we do not like you' };
        if (address === 'person3@example.com') return { reply: '452 4.2.2 mailbox full' };
        return undefined;
      }),
    });
    const { service, sink } = stage;
    const id = await aCampaign(service);

    await launchOver(service, id, recipients(10));
    const done = await untilState(service, id, 'finished');

    expect(done.ledger).toMatchObject({ accepted: 7, failed: 3, deferred: 0 });
    const { body } = await service.get(`/v1/campaigns/${id}/deliveries?state=failed`);
    const failed = (body as { deliveries: { email: string; reason: string; attempt: number }[] }).deliveries.toSorted((a, b) => a.email.localeCompare(b.email));
    expect(failed.map(({ reason, attempt }) => [reason, attempt])).toEqual([['550 5.1.1', 1], ['550 5.7.1', 1], ['452 4.2.2', 5]]);
    expect(sink.count).toBe(7);
    const suppressions = (await service.get('/v1/suppressions')).body as { suppressions: { email: string; reason: string }[] };
    expect(suppressions.suppressions.map(({ email, reason }) => [email, reason])).toEqual([['person1@example.com', 'broken_address']]);
  });

  it('that goes silent after the final dot leaves promotions in doubt, marked, and never sends them twice', async () => {
    const closed = new Set<string>();
    stage = await startStage({}, {
      script: ({ stage: at, to }) => {
        const address = to[0] ?? '';
        if (at !== 'message' || !['person3@example.com', 'person7@example.com'].includes(address) || closed.has(address)) return undefined;
        closed.add(address);
        return { close: true, store: true };
      },
    });
    const { service, sink } = stage;
    const id = await aCampaign(service);

    await launchOver(service, id, recipients(20));

    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 18, in_doubt: 2 });
    const { body } = await service.get(`/v1/campaigns/${id}/deliveries?state=in_doubt`);
    expect((body as { deliveries: { mark: string }[] }).deliveries.map(({ mark }) => mark)).toEqual(['possibly_lost', 'possibly_lost']);
    expect(new Set(sink.recipients()).size).toBe(sink.count);
  });

  it('that breaks off before the message costs no attempt and loses nothing', async () => {
    let broken = 0;
    stage = await startStage({}, { script: ({ stage: at }) => (at === 'mail' && (broken += 1) <= 5 ? { close: true } : undefined) });
    const { service, sink } = stage;
    const id = await aCampaign(service);

    await launchOver(service, id, recipients(50));

    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 50 });
    expect(sink.count).toBe(50);
    const attempts = await service.database.query<{ attempt: number }>('SELECT DISTINCT attempt FROM deliveries');
    expect(attempts).toEqual([{ attempt: 1 }]);
  });

  it.each([
    { smtpUtf8: true, state: 'accepted', reason: null }, { smtpUtf8: false, state: 'failed', reason: 'no_smtputf8' },
  ])('with SMTPUTF8: $smtpUtf8 gets mail to an address in another script only if it knows of such', async ({ smtpUtf8, state, reason }) => {
    stage = await startStage({}, { smtpUtf8 });
    const { service, sink } = stage;
    const id = await aCampaign(service);

    await launchOver(service, id, recipients(3).map((recipient, n) => (n === 1 ? { ...recipient, email: 'почта@xn--e1afmkfd.xn--p1ai' } : recipient)));

    expect((await untilState(service, id, 'finished')).ledger).toMatchObject(smtpUtf8 ? { accepted: 3 } : { accepted: 2, failed: 1 });
    const { deliveries } = (await service.get(`/v1/campaigns/${id}/deliveries`)).body as { deliveries: { email: string; state: string; reason: string | null }[] };
    expect(deliveries.find(({ email }) => email.startsWith('почта'))).toMatchObject({ state, reason });
    const heads = sink.messages().map(({ raw }) => raw.toString('utf8').split('\r\n\r\n')[0] ?? '');
    expect(heads.filter((head) => /^To: почта@пример\.рф\r$/m.test(head))).toHaveLength(smtpUtf8 ? 1 : 0);
  });

  it('that is not there makes mail wait, and the service say so', async () => {
    const port = await findFreePort();
    const service = await startTestService(dispatch, { env: { ...QUICK, SMTP_URL: `smtp://127.0.0.1:${port}`, SMTP_REST_MS: '2000' } });
    try {
      const id = await aCampaign(service);
      await launchOver(service, id, recipients(30));
      await waitUntil(async () => ((await service.get('/readyz')).body as { status: string }).status === 'degraded', { what: 'degraded' });
      await waitUntil(async () => (await lookAt(service, id)).relayFaults.length > 0, { what: 'a fault that is shown' });
      await waitUntil(async () => (await lookAt(service, id)).ledger.pending === 30, { what: 'given back' });
      const { relayFaults } = await lookAt(service, id);
      expect(relayFaults).toMatchObject([{ relay: `127.0.0.1:${port}`, reason: 'unreachable', cause: expect.stringContaining('ECONNREFUSED'), mend: expect.stringContaining('SMTP_URL') }]);

      const back = await startSmtpSink({ port });
      expect((await untilState(service, id, 'finished')).ledger.accepted).toBe(30);
      expect(back.count).toBe(30);
      await waitUntil(async () => ((await service.get('/v1/lanes')).body as { relays: { fault: object | null }[] }).relays.every(({ fault }) => fault === null), { what: 'no fault' });
      await back.stop();
    } finally {
      await service.stop();
    }
  });

  it.each<[string, string, SmtpSinkOptions, SmtpStage, string]>([
    ['login', '', { offers: ['login'] }, 'auth', '535 5.7.8 wrong password'], ['tls', '?tls=required', { offers: ['starttls'] }, 'data', '354 never asked'],
  ])('that refuses the %s is shown with cause and mend, costs nobody an attempt, and is used again when it is mended', async (reason, query, offers, at, reply) => {
    const sink = await startSmtpSink({ ...offers, script: reactAt(at, { reply }) });
    const service = await startTestService(dispatch, { env: { ...QUICK, SMTP_URL: `smtp://user:secret@127.0.0.1:${sink.port}${query}` } });
    try {
      const id = await aCampaign(service);
      await launchOver(service, id, recipients(20));
      const faults = await waitUntil(async () => (await lookAt(service, id)).relayFaults.at(0), { what: 'the fault' });
      expect(faults).toMatchObject({ relay: `127.0.0.1:${sink.port}`, reason });
      expect(JSON.stringify(faults)).not.toContain('secret');
      const { findings } = (await service.get(`/v1/campaigns/${id}/check`)).body as { findings: { code: string; severity: string; message: string }[] };
      expect(findings.find(({ code }) => code === 'relay')).toMatchObject({ severity: 'error', message: expect.stringContaining(`(${reason})`) });
      expect(await service.post(`/v1/templates/${await aTemplate(service)}/test`, { to: 'me@example.com', fields: { name: 'A', plan: 'x' } }))
        .toMatchObject({ status: 409, body: { detail: expect.stringContaining(`cannot be used (${reason})`) } });
      expect((await service.get('/metrics')).body).toContain(`widecast_relay_fault_seconds{service="dispatch",relay="127.0.0.1:${sink.port}",reason="${reason}"}`);
      expect((await lookAt(service, id)).ledger).toMatchObject({ accepted: 0, failed: 0, balanced: true });
      const { port } = sink;
      await sink.stop();
      if (reason === 'tls') return;
      const mended = await startSmtpSink({ ...offers, port });
      const done = await untilState(service, id, 'finished');
      await mended.stop();

      expect(done.ledger).toMatchObject({ accepted: 20 });
      expect(await service.database.query('SELECT DISTINCT attempt FROM deliveries')).toEqual([{ attempt: 1 }]);
    } finally {
      await service.stop();
    }
  });

  it('that puts off all of one receiver shows it in one line of the campaign, and in the metrics', async () => {
    stage = await startStage({ env: { SMTP_RETRY_MS: '600000' } }, { script: reactToRecipient((address) => (address.endsWith('@slow.example') ? { reply: '451 4.3.2 not today' } : undefined)) });
    const { service } = stage;
    const id = await aCampaign(service);

    await launchOver(service, id, recipients(60).map((recipient, n) => (n % 2 === 0 ? recipient : { ...recipient, email: `p${n}@${n === 1 ? 'SLOW' : 'slow'}.example` })));
    await waitUntil(async () => (await lookAt(service, id)).ledger.deferred === 29, { what: 'put off' });
    await waitUntil(async () => (await lookAt(service, id)).ledger.accepted === 31, { what: 'the others' });

    const { body } = await service.get(`/v1/campaigns/${id}/reasons`);
    expect(body).toEqual({ reasons: [{ state: 'deferred', reason: '451 4.3.2', domain: 'slow.example', deliveries: 29, attempts: 1, nextAt: expect.stringMatching(/^20/) }] });
    expect((await service.get('/metrics')).body).toMatch(/widecast_lane_attempts_total\{[^}]*provider="other",outcome="put_off"\} 29\n/);
    expect((await service.get('/v1/campaigns/0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f20/reasons')).status).toBe(404);
  });

  it('that refuses everybody for ever pauses the campaign before its audience is lost, and suppresses nobody', async () => {
    let isRight = false;
    stage = await startStage({}, { script: reactToRecipient(() => (isRight ? undefined : { reply: '550 5.1.1 no such user, says a receiver out of order' })) });
    const { service, sink } = stage;
    const id = await aCampaign(service);

    await launchOver(service, id, recipients(1500));
    const { reason } = await untilState(service, id, 'paused');
    await waitUntil(async () => (await service.database.query('SELECT FROM claims')).length === 0, { what: 'what was in flight' });
    const { ledger } = await lookAt(service, id);
    isRight = true;
    await service.post(`/v1/campaigns/${id}/resume`);

    expect(reason).toBe('refused');
    expect(ledger).toMatchObject({ failed: 0, accepted: 0, balanced: true });
    expect(ledger.deferred).toBeLessThanOrEqual(400);
    expect(((await service.get('/v1/suppressions')).body as { suppressions: object[] }).suppressions).toEqual([]);
    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 1500 });
    expect(sink.count).toBe(1500);
  });

  it('that refuses everybody for ever loses no more than two of a campaign that leaves slowly', async () => {
    stage = await startStage({ env: { SMTP_RETRY_MS: '2000' } }, { script: reactToRecipient(() => ({ reply: '550 5.1.1 no such user, says a receiver out of order' })) });
    const { service } = stage;
    expect((await service.post('/v1/throttles', { name: 'slow', perSecond: 10 })).status).toBe(201);
    const id = await aCampaign(service);

    await launchOver(service, id, recipients(100));
    const { reason } = await untilState(service, id, 'paused');
    await waitUntil(async () => (await service.database.query('SELECT FROM claims')).length === 0, { what: 'what was in flight' });

    expect(reason).toBe('refused');
    expect((await lookAt(service, id)).ledger.failed).toBeLessThanOrEqual(2);
    expect(((await service.get('/v1/suppressions')).body as { suppressions: object[] }).suppressions.length).toBeLessThanOrEqual(2);
  });

  it('may be slow without holding anything but its own connections', async () => {
    stage = await startStage({ env: { SMTP_CONNECTIONS: '5' } }, { script: reactAt('message', { delay: 50 }) });
    const { service, sink } = stage;
    const id = await aCampaign(service);

    await launchOver(service, id, recipients(100));
    await untilState(service, id, 'finished');

    expect(sink.connections.total).toBeLessThanOrEqual(5);
    expect(sink.count).toBe(100);
  });
});
