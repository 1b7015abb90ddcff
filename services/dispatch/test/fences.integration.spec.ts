import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bucketOf, contactHoldChanged, contactsChanged, deliveriesSettled, type Recipient } from '@widecast/contracts';
import { reactAt, waitUntil } from '@widecast/testing';
import { aCampaign, aRecipient, launchOver, lookAt, recipients, startStage, untilState, type Stage } from './builders.ts';

const factsOf = ({ contactId, email }: Recipient, changes: object) => ({
  bucket: bucketOf(contactId),
  contacts: [{ contactId, version: 2, email, accountId: null, tier: 'SMB' as const, massTreatment: true, advertisingConsent: true, ...changes }],
});
const holdOf = ({ contactId }: Recipient, version: number, held: boolean) => ({ contactId, version, held, openComplaints: held ? 1 : 0, at: new Date().toISOString() });

describe('the last fence', () => {
  let stage: Stage;

  beforeAll(async () => {
    // Who is put off is asked again until he is let in, however long the rest takes.
    stage = await startStage({ env: { SMTP_CONNECTIONS: '2', SMTP_ATTEMPTS: '12' } });
  });

  afterAll(() => stage.stop());

  beforeEach(() => {
    stage.sink.clear();
    stage.sink.follow(() => undefined);
  });

  const settledIn = (table: string, n: number): Promise<unknown> =>
    waitUntil(async () => (await stage.service.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n === n, { what: table });

  it('stops who has withdrawn, is held, suppressed or too large by now, and counts each', async () => {
    const { service, sink } = stage;
    const [withdrawn, upper, held, suppressed, meanwhile, normal, colleague] = [800, 801, 802, 803, 804, 805, 807].map((n) => aRecipient(n)) as [Recipient, Recipient, Recipient, Recipient, Recipient, Recipient, Recipient];
    const newer = aRecipient(806, {}, 5);
    await service.publish(contactsChanged, factsOf(withdrawn, { advertisingConsent: false }), factsOf(upper, { massTreatment: false, tier: 'ENTERPRISE' }),
      factsOf(colleague, { massTreatment: false, companyId: aRecipient(808).contactId }),
      // What is known of the very version that the chunk carries counts, and what is older than it does not.
      factsOf(meanwhile, { version: 1, advertisingConsent: false }), factsOf(newer, { version: 4, advertisingConsent: false }),
      factsOf(normal, { version: 3 }), factsOf(normal, { version: 2, advertisingConsent: false }));
    await service.publish(contactHoldChanged, holdOf(held, 1, true));
    await settledIn('contact_facts', 6);
    await settledIn('holds', 1);
    expect((await service.post('/v1/suppressions', { email: suppressed.email.toUpperCase(), reason: 'manual' })).status).toBe(201);
    const id = await aCampaign(service);

    await launchOver(service, id, [withdrawn, upper, colleague, held, suppressed, meanwhile, normal, newer]);
    const done = await untilState(service, id, 'finished');

    expect(done.ledger).toMatchObject({ accepted: 2, skipped: 4, held: 1, suppressed: 1, balanced: true });
    expect([...sink.recipients()].toSorted()).toEqual([normal.email, newer.email].toSorted());
    const { body } = await service.get(`/v1/campaigns/${id}/deliveries?state=skipped`);
    expect((body as { deliveries: { reason: string }[] }).deliveries.map(({ reason }) => reason).toSorted()).toEqual(['no_consent', 'no_consent', 'upper_tier', 'upper_tier']);
  });

  it('sends what was held when the hold ends while the campaign still runs', async () => {
    const { service, sink } = stage;
    const held = aRecipient(901);
    const slow = aRecipient(902);
    await service.publish(contactHoldChanged, holdOf(held, 1, true));
    await waitUntil(async () => (await service.database.query('SELECT FROM holds WHERE contact_id = $1', [held.contactId])).length === 1, { what: 'the hold' });
    sink.follow((moment) => (moment.stage === 'rcpt' && moment.recipient === slow.email ? { reply: '451 4.7.1 later' } : undefined));
    const id = await aCampaign(service);

    await launchOver(service, id, [held, slow]);
    await waitUntil(async () => (await lookAt(service, id)).ledger.held === 1, { what: 'held' });
    await service.publish(contactHoldChanged, holdOf(held, 2, false));
    await sink.waitFor(1);
    sink.follow(() => undefined);

    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 2, held: 0 });
    const outcomes = (await service.published(deliveriesSettled)).filter(({ source }) => source.id === id).flatMap((event) => event.outcomes);
    const versions = outcomes.filter(({ contactId }) => contactId === held.contactId).map(({ state, version }) => ({ state, version }));
    expect(versions.map(({ state }) => state)).toEqual(['held', 'accepted']);
    expect(versions[1]?.version).toBeGreaterThan(versions[0]?.version ?? 0);
  });

  it('comes to rest after a pause, with most of the audience still here, and everything after it goes on', async () => {
    const { service, sink } = stage;
    // All of it would take twenty seconds.
    sink.follow(reactAt('message', { delay: 100 }));
    const everybody = recipients(400);
    const id = await aCampaign(service);
    await launchOver(service, id, everybody);
    await sink.waitFor(10);

    expect((await service.post(`/v1/campaigns/${id}/pause`)).body).toMatchObject({ state: 'paused' });
    await waitUntil(async () => { const { ledger } = await lookAt(service, id); return ledger.claimed + ledger.sending === 0; }, { what: 'rest' });
    const [sent, resting] = [sink.count, performance.now()];
    expect(sent).toBeLessThan(400);
    await waitUntil(() => performance.now() - resting > 1500, { what: 'longer than a sender that has nothing to do waits' });
    expect(sink.count).toBe(sent);
    expect((await lookAt(service, id)).ledger).toMatchObject({ accepted: sent, pending: 400 - sent, balanced: true });

    sink.follow(() => undefined);
    await service.post(`/v1/campaigns/${id}/resume`);
    expect((await untilState(service, id, 'finished')).ledger.accepted).toBe(400);
    expect(new Set(sink.recipients()).size).toBe(400);
    expect(sink.count).toBe(400);
  });

  it('cancels what has not left, and what comes later too', async () => {
    const { service, sink } = stage;
    sink.follow(reactAt('message', { delay: 100 }));
    const id = await aCampaign(service);
    await launchOver(service, id, recipients(300));
    await sink.waitFor(10);

    await service.post(`/v1/campaigns/${id}/cancel`);
    const done = await waitUntil(async () => {
      const { ledger, state } = await lookAt(service, id);
      return ledger.accepted + ledger.cancelled === 300 ? { ledger, state } : undefined;
    }, { what: 'cancelled' });

    expect(done).toMatchObject({ state: 'cancelled', ledger: { accepted: sink.count, balanced: true } });
    expect(sink.count).toBeLessThan(300);
    expect((await service.post(`/v1/campaigns/${id}/resume`)).status).toBe(409);
  });

  it('cancels what was in flight, too, where it is put off for hours after all', async () => {
    const { service, sink } = stage;
    let answer = (): void => undefined;
    sink.follow(reactAt('message', { delay: new Promise<void>((resolve) => (answer = resolve)), reply: '450 4.2.0 try again in 3600 seconds' }));
    const id = await aCampaign(service);
    await launchOver(service, id, recipients(2));
    await waitUntil(async () => (await lookAt(service, id)).ledger.sending === 2, { what: 'sending' });

    await service.post(`/v1/campaigns/${id}/cancel`);
    answer();

    await waitUntil(async () => (await lookAt(service, id)).ledger.cancelled === 2, { what: 'cancelled' });
    expect(sink.count).toBe(0);
  });
});
