import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { accountHandOffChanged } from '@widecast/contracts';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { ContactWriter } from '../src/writing/contact-writer.ts';
import { aContact, forgetEverything, newsOf, saveContacts } from './support.ts';

describe('policies of tiers and hand-offs', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(async () => {
    await forgetEverything(service);
    await service.database.query('TRUNCATE tier_policies, past_verdicts, hand_offs');
  });

  afterAll(() => service.stop());

  const firm = (name: string, employees: number, more: object = {}): Promise<string[]> => saveContacts(service, aContact(`a@${name}.test`, { account: { signals: { employees, ...more } } }));
  const accountOf = async (key: string): Promise<string> => (await service.database.query<{ id: string }>('SELECT id FROM accounts WHERE key = $1', [key]))[0]?.id ?? '';

  it('tries a policy first, then judges all accounts by it, and explains what they were before', async () => {
    const [anna = ''] = await firm('grows', 150);
    await firm('stays', 3);
    await service.post('/v1/tier-policies', { version: 'ours-1', ceilings: { SOHO: { employees: 5, revenue: 1e6 }, SMB: { employees: 60, revenue: 8e6 }, UMM: { employees: 400, revenue: 2e8 } } });

    const { body: trial } = await service.get('/v1/tier-policies/ours-1/trial');
    expect(trial).toMatchObject({ accounts: 2, looked: 2, moves: [{ from: 'SMB', to: 'UMM', accounts: 1 }], examples: [{ key: 'grows.test', from: 'SMB', to: 'UMM' }] });
    expect(await service.published(accountHandOffChanged)).toEqual([]);

    expect((await service.post('/v1/tier-policies/ours-1/choose', {})).status).toBe(202);
    const rollout = async (): Promise<unknown> => ((await service.get('/v1/tier-policies')).body as { policies: { version: string; rollout: { done: boolean } | null }[] }).policies.find(({ version }) => version === 'ours-1')?.rollout;
    await waitUntil(async () => ((await rollout()) as { done: boolean } | null)?.done, { what: 'the roll-out' });

    expect(await rollout()).toEqual({ done: true, judged: 2, moved: 1 });
    expect(await service.published(accountHandOffChanged)).toMatchObject([{ handedOff: true, tier: 'UMM' }]);
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ tier: 'UMM', massTreatment: false });
    const { body } = await service.get(`/v1/accounts/${await accountOf('grows.test')}/verdicts`);
    expect(body).toMatchObject({ verdicts: [{ tier: 'UMM', policyVersion: 'ours-1' }, { tier: 'SMB', policyVersion: 'international-2', evidence: [{ signal: 'employees', value: 150 }, {}, {}] }] });
  });

  it('tries it on companies of several accounts as they would be judged then', async () => {
    const part = (key: string, employees: number, more: object = {}): Promise<string[]> => saveContacts(service, aContact(`a@${key}.test`, { account: { key, signals: { employees, ...more } } }));
    await part('holding', 400);
    await part('shop', 3, { parent: 'holding' });
    await part('kiosk', 3, { parent: 'holding' });
    const tiers = (): Promise<{ key: string; tier: string }[]> => service.database.query('SELECT key, tier FROM accounts ORDER BY key');
    await waitUntil(async () => (await tiers()).every(({ tier }) => tier === 'UMM'), { what: 'the joins' });
    const higher = { SOHO: { employees: 9, revenue: 1e7 }, SMB: { employees: 2000, revenue: 9e8 }, UMM: { employees: 4000, revenue: 2e9 } };
    await service.post('/v1/tier-policies', { version: 'higher', ceilings: higher });
    await service.post('/v1/tier-policies', { version: 'apart', treatment: { subsidiaries: 'apart' } });

    const moves = async (version: string): Promise<unknown> => ((await service.get(`/v1/tier-policies/${version}/trial`)).body as { moves: unknown }).moves;
    expect([await moves('higher'), await moves('apart')]).toEqual([[{ from: 'UMM', to: 'SMB', accounts: 3 }], [{ from: 'UMM', to: 'SOHO', accounts: 2 }]]);

    await service.post('/v1/tier-policies/higher/choose', {});
    await waitUntil(async () => (await tiers()).every(({ tier }) => tier === 'SMB'), { what: 'the roll-out' });
    await service.post('/v1/tier-policies/apart/choose', {});
    await waitUntil(async () => (await tiers()).filter(({ tier }) => tier === 'SOHO').length === 2, { what: 'the roll-out' });
  });

  it('judges also those by it who were written by the policy before while it was chosen', async () => {
    await service.post('/v1/tier-policies', { version: 'ours-2', ceilings: { SOHO: { employees: 5, revenue: 1e6 }, SMB: { employees: 60, revenue: 8e6 }, UMM: { employees: 400, revenue: 2e8 } } });
    const draft = { place: 0, email: 'a@late.test', externalId: null, name: null, language: null, attributes: {}, account: { key: null, name: null, signals: { employees: 150 } }, consent: null, told: null };
    const isSettled = async (): Promise<boolean> => (await service.database.query(
      `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted UNION ALL SELECT FROM tier_policies WHERE version = 'ours-2' AND chosen AND rolled_after IS NULL`)).length > 0;

    const choosing = await service.database.transaction(async (tx) => {
      await service.running.app.get(ContactWriter).write(tx, [draft], 'test');
      const answer = service.post('/v1/tier-policies/ours-2/choose', {});
      await waitUntil(isSettled, { what: 'the choice to wait or to be rolled out' });
      return [answer];
    });

    expect((await choosing[0])?.status).toBe(202);
    const judged = (): Promise<unknown> => service.database.query('SELECT tier, policy_version AS version FROM accounts');
    await waitUntil(async () => (await service.database.query(`SELECT FROM tier_policies WHERE version = 'ours-2' AND rolled_after IS NULL`)).length > 0, { what: 'the roll-out' });
    expect(await judged()).toEqual([{ tier: 'UMM', version: 'ours-2' }]);
  });

  it('says of a policy whose roll-out was cut off by another choice that it was not done', async () => {
    await service.post('/v1/tier-policies', { version: 'cut' });
    await service.database.query(`UPDATE tier_policies SET chosen = true, chosen_at = now(), rolled_after = gen_random_uuid(), rolled_out = 500 WHERE version = 'cut'`);

    expect((await service.post('/v1/tier-policies/international-2/choose', {})).status).toBe(202);

    const { policies } = (await service.get('/v1/tier-policies')).body as { policies: { version: string }[] };
    expect(policies.find(({ version }) => version === 'cut')).toMatchObject({ chosen: false, rollout: { done: false, judged: 500, moved: 0 } });
  });

  it('makes no policy twice and none of thresholds that do not rise', async () => {
    const ceilings = { SOHO: { employees: 50, revenue: 1e6 }, SMB: { employees: 20, revenue: 8e6 }, UMM: { employees: 400, revenue: 2e8 } };

    expect((await service.post('/v1/tier-policies', { version: 'falls', ceilings })).status).toBe(422);
    expect((await service.post('/v1/tier-policies', { version: 'mine' })).status).toBe(201);
    expect((await service.post('/v1/tier-policies', { version: 'mine' })).status).toBe(422);
    expect((await service.post('/v1/tier-policies', { version: 'us-bands-1' })).status).toBe(422);
    expect((await service.get('/v1/tier-policies/none/trial')).status).toBe(404);
  });

  it('makes a policy of a ready one, by its name or version, with other figures where they are given', async () => {
    const made = async (draft: object): Promise<unknown> => (await service.post('/v1/tier-policies', { version: 'partly', ...draft })).body;

    expect(await made({ preset: 'us-bands-1', ceilings: { SOHO: { employees: 200 } } })).toMatchObject({ status: 422, errors: [{ field: 'body.ceilings', message: 'employees must rise from SOHO to UMM' }] });
    expect(await made({ preset: 'us-bands-1', ceilings: { SMB: { employees: 49 } } })).toMatchObject({
      currency: 'USD', ceilings: { SOHO: { employees: 9, revenue: 2e6 }, SMB: { employees: 49, revenue: 5e7 }, UMM: { employees: 999, revenue: 1e9 } },
    });
    expect(await made({ version: 'named', preset: 'ru-209-fz' })).toMatchObject({ currency: 'RUB' });
  });

  it('keeps the moment of a hand-off while the account is judged again, and tells a new one when it comes again', async () => {
    await firm('large', 5000);
    const id = await accountOf('large.test');
    const since = async (): Promise<string> => ((await service.get(`/v1/hand-offs/${id}`)).body as { since: string }).since;
    const first = await since();

    await firm('large', 7000);
    expect(await since()).toBe(first);
    await firm('large', 3, { revenue: 300_000 });
    expect((await service.get(`/v1/hand-offs/${id}`)).status).toBe(404);
    await firm('large', 5000, { revenue: 5e8 });
    expect(Date.parse(await since())).toBeGreaterThan(Date.parse(first));
  });

  it('makes no policy whose treatment contradicts itself', async () => {
    const made = async (treatment: object): Promise<unknown> => {
      const { status, body } = await service.post('/v1/tier-policies', { version: JSON.stringify(treatment), treatment });
      return status === 201 ? status : (body as { errors: { field: string }[] }).errors.map(({ field }) => field);
    };

    expect([await made({ keeps: 0.5 }), await made({ massBelow: 0.6 }), await made({ upperFrom: 0 }), await made({ upperFrom: 0.02, massBelow: 0.02, keeps: 0.01 })])
      .toEqual([['body.treatment.keeps'], ['body.treatment.massBelow'], ['body.treatment.keeps', 'body.treatment.massBelow'], 201]);
  });

  it('puts a large account on the list with its file, where a person accepts, snoozes or gives it back', async () => {
    const [anna = ''] = await firm('large', 5000);
    const id = await accountOf('large.test');
    await service.post('/v1/behaviour', { events: [{ eventId: 'e', contact: { id: anna }, type: 'bought', occurredAt: '2026-01-01T00:00:00Z', value: 90 }] });

    expect((await service.get(`/v1/hand-offs/${id}`)).body).toMatchObject({ state: 'open', tier: 'ENTERPRISE', people: [{ email: 'a@large.test' }], history: [{ type: 'bought', times: 1, value: 90 }] });
    expect(await service.post(`/v1/hand-offs/${id}/snooze`, { until: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 422, body: { errors: [{ field: 'body.until', message: 'give a time to come; this one is over' }] } });
    expect((await service.post(`/v1/hand-offs/${id}/snooze`, { until: '2999-01-01T00:00:00Z' })).body).toMatchObject({ state: 'snoozed' });
    await service.database.query(`UPDATE hand_offs SET until = now() - interval '1 second'`);
    expect((await service.get(`/v1/hand-offs/${id}`)).body).toMatchObject({ state: 'open' });
    expect((await service.post(`/v1/hand-offs/${id}/accept`, { note: 'called' })).body).toMatchObject({ state: 'accepted', note: 'called' });
    expect((await service.get('/v1/hand-offs?state=accepted')).body).toMatchObject({ handOffs: [{ key: 'large.test' }] });

    const { body } = await service.post(`/v1/hand-offs/${id}/return`, { note: 'one shop' });

    expect(body).toMatchObject({ tier: 'SMB', handedOff: false, massTreatment: true, confidence: 1 });
    expect((await service.get('/v1/hand-offs')).body).toEqual({ handOffs: [], after: null });
    expect((await newsOf(service, anna)).map(({ tier, massTreatment }) => [tier, massTreatment])).toEqual([['ENTERPRISE', false], ['SMB', true]]);
    await firm('large', 9000);
    expect((await service.get(`/v1/accounts/${id}`)).body).toMatchObject({ tier: 'SMB', evidence: expect.arrayContaining([{ signal: 'person', value: 'test: one shop', says: 'SMB', weight: 0 }]) as unknown });
    expect((await service.call('PUT', `/v1/accounts/${id}/tier`, { body: { tier: null } })).body).toMatchObject({ tier: 'ENTERPRISE', handedOff: true });
    expect((await service.get(`/v1/accounts/${id}/verdicts`)).body).toMatchObject({
      verdicts: [{ tier: 'ENTERPRISE' }, { tier: 'SMB', evidence: expect.arrayContaining([expect.objectContaining({ value: 'test: one shop' })]) as unknown }, { tier: 'ENTERPRISE' }, { tier: 'UNKNOWN' }],
    });
  });

  it('leaves an account at a border what it is', async () => {
    await firm('border', 300);
    const id = await accountOf('border.test');
    expect((await service.get(`/v1/accounts/${id}`)).body).toMatchObject({ tier: 'UMM' });

    await firm('border', 255);
    expect((await service.get(`/v1/accounts/${id}`)).body).toMatchObject({ tier: 'UMM' });
    await firm('border', 100);
    expect((await service.get(`/v1/accounts/${id}`)).body).toMatchObject({ tier: 'SMB', handedOff: false });
  });
});
