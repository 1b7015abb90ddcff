import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { campaignLaunched, campaignStateChanged, recipientsResolved, type Recipient } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { isHeldOut } from '../src/policy/sending-policy.ts';
import { aCampaign, aRecipient, aTemplate, launchOver, lookAt, recipients, startStage, untilState, type Stage } from './builders.ts';

/** A span of an hour that is now in UTC; far away from now elsewhere. */
function aboutNow(): { from: string; until: string } {
  const time = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
  return { from: time(-30), until: time(30) };
}

describe('when promotions leave', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });

  afterAll(() => stage.stop());

  beforeEach(async () => {
    stage.sink.clear();
    stage.sink.follow(() => undefined);
    await setPolicy({});
  });

  const setPolicy = async (changes: object): Promise<void> => {
    const { status } = await stage.service.call('PUT', '/v1/sending-policy', { body: { globalHoldOut: null, frequencyCap: null, ...changes } });
    expect(status).toBe(200);
  };
  const reasonsOf = async (id: string, state: string): Promise<(string | null)[]> =>
    ((await stage.service.get(`/v1/campaigns/${id}/deliveries?limit=1000&state=${state}`)).body as { deliveries: { reason: string | null }[] }).deliveries.map(({ reason }) => reason);
  const untilHeld = (id: string, held: number): Promise<unknown> => waitUntil(async () => {
    const { ledger } = await lookAt(stage.service, id);
    expect(ledger.balanced).toBe(true);
    return ledger.held === held && ledger.pending + ledger.claimed + ledger.sending === 0;
  }, { what: `${held} held` });

  it('a campaign is launched at the time for which it was scheduled, once, and can be taken back before', async () => {
    const { service } = stage;
    const id = await aCampaign(service);
    const launchAt = (at: Date) => service.post(`/v1/campaigns/${id}/launch`, { at: at.toISOString() });

    expect(await launchAt(new Date(Date.now() - 1000))).toMatchObject({ status: 422, body: { errors: [{ field: 'body.at' }] } });
    expect(await launchAt(new Date(Date.now() + 3600_000))).toMatchObject({ status: 200, body: { state: 'scheduled' } });
    expect((await service.call('PATCH', `/v1/campaigns/${id}`, { body: { name: 'x' } })).status).toBe(409);
    expect(await service.post(`/v1/campaigns/${id}/unschedule`)).toMatchObject({ status: 200, body: { state: 'draft', launchAt: null } });
    expect((await service.call('PATCH', `/v1/campaigns/${id}`, { body: { name: 'x' } })).status).toBe(200);
    expect((await launchAt(new Date(Date.now() + 3600_000))).status).toBe(200);
    expect(await launchAt(new Date(Date.now() + 7200_000))).toMatchObject({ status: 200, body: { state: 'scheduled' } });
    // As if it had come there.
    await service.database.query('UPDATE campaigns SET launch_at = now() WHERE id = $1', [id]);

    await untilState(service, id, 'launched');
    expect((await service.published(campaignLaunched)).filter(({ campaignId }) => campaignId === id)).toHaveLength(1);
    const states = (await service.published(campaignStateChanged)).filter(({ campaignId }) => campaignId === id).map(({ state }) => state);
    expect(states).toEqual(['draft', 'scheduled', 'draft', 'draft', 'scheduled', 'scheduled', 'launched']);
    expect((await service.post(`/v1/campaigns/${id}/cancel`)).status).toBe(200);
  });

  it('the time to live of a campaign that is launched before its time counts from then', async () => {
    const { service } = stage;
    const id = await aCampaign(service, { timeToLiveHours: 2 });
    await service.post(`/v1/campaigns/${id}/launch`, { at: new Date(Date.now() + 7 * 24 * 3600_000).toISOString() });

    await service.post(`/v1/campaigns/${id}/launch`);

    const [source] = await service.database.query<{ hours: string }>('SELECT extract(epoch FROM expires_at - now()) / 3600 AS hours FROM sources WHERE id = $1', [id]);
    expect(Number(source?.hours)).toBeCloseTo(2, 1);
    expect((await service.post(`/v1/campaigns/${id}/cancel`)).status).toBe(200);
  });

  it('a message waits for its window by the clock of its contact, counted, and leaves when it opens', async () => {
    const { service, sink } = stage;
    const id = await aCampaign(service, { sendingWindow: aboutNow(), zoneField: 'time_zone' });
    const people = [aRecipient(1, { time_zone: 'UTC' }), aRecipient(2, { time_zone: 'Asia/Tokyo' }), aRecipient(3, { time_zone: 'no zone' }), aRecipient(4, { time_zone: null })];

    await launchOver(service, id, people);
    await untilHeld(id, 1);

    expect((await service.published(campaignLaunched)).find(({ campaignId }) => campaignId === id)?.fields).toContain('time_zone');
    expect(await lookAt(service, id)).toMatchObject({ state: 'running', ledger: { accepted: 3, held: 1 } });
    expect(await reasonsOf(id, 'held')).toEqual(['sending_window']);
    const [redo] = await service.database.query<{ hours: string }>('SELECT extract(epoch FROM due_at - now()) / 3600 AS hours FROM redos WHERE source_id = $1', [id]);
    expect(Number(redo?.hours)).toBeGreaterThan(13);
    expect(Number(redo?.hours)).toBeLessThan(15);

    // As if the clock had come there.
    await service.database.query('UPDATE campaigns SET sending_window = NULL WHERE id = $1', [id]);
    await waitUntil(async () => {
      await service.database.query('UPDATE redos SET due_at = now() WHERE source_id = $1', [id]);
      return sink.count === 4;
    }, { what: 'sent' });
    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 4, held: 0 });
  });

  it('the quiet hours of a brand hold promotions only, and what they hold ends with the time to live of its campaign', async () => {
    const { service } = stage;
    const templateId = await aTemplate(service);
    const { brandId } = (await service.get(`/v1/templates/${templateId}`)).body as { brandId: string };
    const id = await aCampaign(service, { arms: [{ name: 'only', templateId }], timeToLiveHours: 2 });
    expect((await service.call('PATCH', `/v1/brands/${brandId}`, { body: { quietHours: aboutNow(), timeZone: 'UTC' } })).status).toBe(200);
    expect((await service.call('PATCH', `/v1/brands/${brandId}`, { body: { quietHours: { from: '9', until: '10:00' } } })).status).toBe(422);
    expect((await service.call('PATCH', `/v1/brands/${brandId}`, { body: { timeZone: 'Mars/Phobos' } })).status).toBe(422);

    await launchOver(service, id, recipients(5));
    await untilHeld(id, 5);
    expect(new Set(await reasonsOf(id, 'held'))).toEqual(new Set(['quiet_hours']));
    const [source] = await service.database.query<{ hours: string }>('SELECT extract(epoch FROM expires_at - now()) / 3600 AS hours FROM sources WHERE id = $1', [id]);
    expect(Number(source?.hours)).toBeCloseTo(2, 1);
    await service.database.query('UPDATE sources SET expires_at = now() WHERE id = $1', [id]);
    await service.database.query('UPDATE redos SET due_at = now() WHERE source_id = $1', [id]);

    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ expired: 5, held: 0, accepted: 0 });
    expect(new Set(await reasonsOf(id, 'expired'))).toEqual(new Set(['too_late']));
    expect(stage.sink.count).toBe(0);
  });

  it('the quiet hours of a brand are those of its contacts, where it knows in which attribute their time zone is: of funnels, and of campaigns that name none', async () => {
    const { service } = stage;
    const templateId = await aTemplate(service);
    const { brandId } = (await service.get(`/v1/templates/${templateId}`)).body as { brandId: string };
    expect(await service.call('PATCH', `/v1/brands/${brandId}`, { body: { quietHours: aboutNow(), timeZone: 'Asia/Tokyo', zoneField: 'time_zone' } })).toMatchObject({ status: 200, body: { zoneField: 'time_zone' } });
    const people = (n: number): Recipient[] => [aRecipient(n, { time_zone: 'UTC' }), aRecipient(n + 1, { time_zone: 'Asia/Tokyo' }), aRecipient(n + 2)];
    const [campaign, funnel] = [await aCampaign(service, { arms: [{ name: 'only', templateId }] }), randomUUID()];

    await launchOver(service, campaign, people(1));
    await service.publish(recipientsResolved, { bucket: 0, source: { kind: 'funnel', id: funnel, step: 'hello' }, templateId, recipients: people(11), refused: [] });

    await untilHeld(campaign, 1);
    const told = await waitUntil(async () => {
      const rows = await service.database.query<{ email: string; state: string }>('SELECT email, state FROM deliveries WHERE source_id = $1 ORDER BY email', [funnel]);
      return rows.some(({ state }) => state === 'pending') ? undefined : rows.map(({ email, state }) => `${email} ${state}`);
    }, { what: 'the funnel' });
    expect(told).toEqual(['person11@example.com held', 'person12@example.com accepted', 'person13@example.com accepted']);
    expect((await service.published(campaignLaunched)).find(({ campaignId }) => campaignId === campaign)?.fields).toContain('time_zone');
    expect((await service.get(`/v1/campaigns/${campaign}/merge-fields`)).body).toMatchObject({ fields: expect.arrayContaining(['time_zone']) });
    expect((await service.post(`/v1/campaigns/${campaign}/cancel`)).status).toBe(200);
  });

  it('a contact gets no more promotions in a span than the cap allows, whoever sends at the same time, and notices do not count', async () => {
    const { service, sink } = stage;
    await setPolicy({ frequencyCap: { promotions: 2, days: 7 } });
    const everybody = recipients(120);
    let refused = 0;
    // A second attempt is the same promotion.
    sink.follow((moment) => (moment.stage === 'rcpt' && (refused += 1) <= 10 ? { reply: '451 4.7.1 later' } : undefined));
    const ids = await Promise.all(Array.from({ length: 4 }, () => aCampaign(service)));

    await Promise.all(ids.map((id) => launchOver(service, id, everybody, 60)));
    await waitUntil(async () => {
      const looks = await Promise.all(ids.map((id) => lookAt(service, id)));
      return looks.reduce((sum, { ledger }) => sum + ledger.accepted + ledger.held, 0) === 4 * 120;
    }, { what: 'all accepted or held' });

    const counts = new Map<string, number>();
    for (const { envelope } of sink.messages()) for (const to of envelope.to) counts.set(to, (counts.get(to) ?? 0) + 1);
    expect(counts.size).toBe(120);
    expect(new Set(counts.values())).toEqual(new Set([2]));
    const held = (await Promise.all(ids.map((id) => reasonsOf(id, 'held')))).flat();
    expect(held).toEqual(Array.from({ length: 240 }, () => 'frequency_cap'));
    const notice = { idempotencyKey: randomUUID(), templateId: await aTemplate(service, { kind: 'transactional' }), to: { email: everybody[0]?.email }, fields: { name: 'x', plan: 'y' } };
    const { id } = (await service.post('/v1/messages', notice)).body as { id: string };
    await waitUntil(async () => ((await service.get(`/v1/messages/${id}`)).body as { state: string }).state === 'accepted', { what: 'the notice' });

    // When the span is over there is room again.
    await service.database.query("UPDATE recent_promotions SET sent = (SELECT jsonb_object_agg(key, value::bigint - 8 * 86400) FROM jsonb_each(sent))");
    await service.database.query('UPDATE redos SET due_at = now()');
    for (const each of ids) expect((await untilState(service, each, 'finished')).ledger).toMatchObject({ accepted: 120, held: 0 });
  });

  it('what nobody got takes no room under the cap: who was skipped or refused gets the next promotion', async () => {
    const { service, sink } = stage;
    await setPolicy({ frequencyCap: { promotions: 1, days: 7 } });
    const [refused, ...incomplete] = [aRecipient(1), aRecipient(2, { plan: null }), aRecipient(3, { plan: null })];
    sink.follow((moment) => (moment.stage === 'rcpt' && moment.recipient === refused?.email ? { reply: '550 5.7.1 not now' } : undefined));
    const templateId = await aTemplate(service, { missingFields: 'skip' });
    const first = await aCampaign(service, { arms: [{ name: 'only', templateId }] });
    await launchOver(service, first, [refused, ...incomplete].filter((each) => each !== undefined));
    expect((await untilState(service, first, 'finished')).ledger).toMatchObject({ failed: 1, skipped: 2 });
    sink.follow(() => undefined);

    const next = await aCampaign(service);
    await launchOver(service, next, [refused, ...incomplete].filter((each) => each !== undefined));

    expect((await untilState(service, next, 'finished')).ledger).toMatchObject({ accepted: 3 });
  });

  it('the global hold-out gets nothing of any campaign', async () => {
    const { service, sink } = stage;
    await setPolicy({ globalHoldOut: { share: 0.4, seed: 'of the test' } });
    const policy = { globalHoldOut: { share: 0.4, seed: 'of the test' }, frequencyCap: null, senderWarmUp: null };
    const everybody = recipients(60);
    const reached = everybody.filter(({ contactId }: Recipient) => !isHeldOut(policy, contactId)).map(({ email }) => email);
    const ids = [await aCampaign(service), await aCampaign(service)];

    for (const id of ids) await launchOver(service, id, everybody);
    for (const id of ids) expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: reached.length, held_out: 60 - reached.length });

    expect(new Set(await reasonsOf(ids[0] ?? '', 'held_out'))).toEqual(new Set(['global_hold_out']));
    expect(new Set(sink.recipients())).toEqual(new Set(reached));
    await setPolicy({ globalHoldOut: { share: 0.4 } });
    expect((await service.get('/v1/sending-policy')).body).toMatchObject({ globalHoldOut: { share: 0.4, seed: 'of the test' }, frequencyCap: null, updatedBy: 'test' });
    expect((await service.call('PUT', '/v1/sending-policy', { body: { globalHoldOut: { share: 0.9 }, frequencyCap: null } })).status).toBe(422);
  });
});
