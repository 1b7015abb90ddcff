import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { campaignStateChanged, funnelStateChanged, segmentMembersChanged, segmentMembersListed, segmentMembersRequested, type CampaignStateChanged, type FunnelStateChanged } from '@widecast/contracts';
import { startTestService, waitUntil, type Answer, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { SegmentsRepository } from '../src/segments/segments.repository.ts';
import { UnfinishedWork } from '../src/upkeep/unfinished-work.ts';
import { aContact, createSegment, deliver, forgetEverything, membersOf, saveContacts } from './support.ts';

const cityIs = (value: string): object => ({ field: 'attributes.city', op: 'eq', value });
const HOUR = 3_600_000;

describe('segments', () => {
  let service: TestService;
  let oslo: string;
  let rome: string;

  beforeAll(async () => {
    service = await startTestService(segmentation, { env: { SEGMENT_CLOCK_MS: '50' } });
  });

  beforeEach(async () => {
    await forgetEverything(service);
    [oslo = '', rome = ''] = await saveContacts(service, aContact('a@gmail.com', { attributes: { city: 'Oslo' } }), aContact('b@gmail.com', { attributes: { city: 'Rome' } }));
  });

  afterAll(() => service.stop());

  const moves = async (segmentId: string): Promise<[string[], string[]][]> =>
    (await service.published(segmentMembersChanged)).filter((change) => change.segmentId === segmentId).map(({ entered, left }) => [entered, left]);
  const visit = (contact: string, ago: number): Promise<Answer> =>
    service.post('/v1/behaviour', { events: [{ eventId: randomUUID(), contact: { id: contact }, type: 'visited', occurredAt: new Date(Date.now() - ago).toISOString() }] });

  it('find companies by a headcount, be it told as a number or as a band', async () => {
    const all = await saveContacts(service, ...[49, 50, '10-49', '51-200', '40 – 60', '10001+'].map((employees, n) => aContact(`a${n}@gmail.com`, { account: { key: `k${n}`, signals: { employees } } })));
    const places = async (name: string, op: string, value: number): Promise<number[]> => {
      const members = await membersOf(service, await createSegment(service, name, { field: 'account.employees', op, value }));
      return all.flatMap((id, place) => (members.includes(id) ? [place] : []));
    };

    expect(await places('at least 50', 'gte', 50)).toEqual([1, 3, 5]);
    expect(await places('more than 50', 'gt', 50)).toEqual([3, 5]);
    expect(await places('below 50', 'lt', 50)).toEqual([0, 2]);
    expect(await places('at most 60', 'lte', 60)).toEqual([0, 1, 2, 4]);
  });

  it('have their members when they are created, and move them when their rule changes', async () => {
    const id = await createSegment(service, 'city', cityIs('Oslo'));
    expect(await membersOf(service, id)).toEqual([oslo]);

    const { body } = await service.call('PUT', `/v1/segments/${id}`, { body: { name: 'town', rule: cityIs('Rome') } });

    expect(body).toMatchObject({ name: 'town', members: 1, revision: 3 - 1 });
    expect(await membersOf(service, id)).toEqual([rome]);
    expect((await moves(id)).flatMap(([entered, left]) => [...entered.map((one) => `+${one}`), ...left.map((one) => `-${one}`)]).toSorted())
      .toEqual([`+${oslo}`, `+${rome}`, `-${oslo}`].toSorted());
  });

  it('follow their contacts, each move told once', async () => {
    const id = await createSegment(service, 'city', cityIs('Oslo'));
    for (const city of ['Rome', 'Rome', 'Oslo']) await saveContacts(service, { email: 'b@gmail.com', attributes: { city } });

    expect(await membersOf(service, id)).toEqual([oslo, rome].toSorted());
    expect(await moves(id)).toEqual([[[oslo], []], [[rome], []]]);
  });

  it('look at other segments and follow them', async () => {
    const inner = await createSegment(service, 'inner', cityIs('Oslo'));
    const outer = await createSegment(service, 'outer', { not: { segment: inner } });
    expect(await membersOf(service, outer)).toEqual([rome]);

    await service.call('PUT', `/v1/segments/${inner}`, { body: { name: 'inner', rule: cityIs('Rome') } });

    expect(await membersOf(service, outer)).toEqual([oslo]);
    expect((await service.call('DELETE', `/v1/segments/${inner}`)).status).toBe(409);
    const circle = await service.call('PUT', `/v1/segments/${inner}`, { body: { name: 'inner', rule: { segment: outer } } });
    expect(circle).toMatchObject({ status: 422, body: { errors: [{ field: 'body.rule' }] } });
  });

  it('let all their members leave when they are removed, and their name is free', async () => {
    const id = await createSegment(service, 'city', { field: 'email', op: 'exists' });

    expect((await service.call('DELETE', `/v1/segments/${id}`)).status).toBe(204);

    expect((await moves(id)).flatMap(([, left]) => left).toSorted()).toEqual([oslo, rome].toSorted());
    expect((await service.get(`/v1/segments/${id}`)).status).toBe(404);
    expect((await service.call('DELETE', `/v1/segments/${id}`)).status).toBe(404);
    expect(await service.database.query('SELECT FROM segments')).toEqual([]);
    await createSegment(service, 'city', cityIs('Oslo'));
  });

  it('that a killed process was removing are removed by the next', async () => {
    const id = await createSegment(service, 'city', { field: 'email', op: 'exists' });
    await service.database.transaction((tx) => service.running.app.get(SegmentsRepository).retire(tx, id));
    expect((await service.get('/v1/segments')).body).toEqual({ segments: [], after: null });

    await service.running.app.get(UnfinishedWork).resume();

    expect((await moves(id)).flatMap(([, left]) => left)).toHaveLength(2);
    expect(await service.database.query('SELECT FROM segments')).toEqual([]);
  });

  it('lose by the clock whose behaviour leaves the window', async () => {
    const active = await createSegment(service, 'active', { behaviour: 'visited', within: { days: 1 } });
    const idle = await createSegment(service, 'idle', { not: { segment: active } });
    await visit(oslo, 23 * HOUR);
    await visit(rome, HOUR);
    expect(await membersOf(service, active)).toEqual([oslo, rome].toSorted());

    // As if two hours had passed, for the clock too.
    await service.database.query(`UPDATE behaviour_events SET occurred_at = occurred_at - interval '2 hours'`);
    await waitUntil(async () => {
      await service.database.query(`UPDATE segments SET clock_at = clock_at - interval '2 hours'`);
      return (await membersOf(service, active)).length === 1;
    }, { what: 'the clock' });
    expect([await membersOf(service, active), await membersOf(service, idle)]).toEqual([[rome], [oslo]]);
  });

  it('lose by the clock whose behaviour was committed after the clock had looked', async () => {
    const active = await createSegment(service, 'active', { behaviour: 'visited', within: { days: 1 } });
    // A transaction that took long: its event was judged inside of the window and lies before the last turn now.
    await service.database.query(`INSERT INTO behaviour_events VALUES ($1, 'late', 'visited', now() - interval '24 hours 20 seconds')`, [oslo]);
    await service.database.query('INSERT INTO segment_members (segment_id, contact_id) VALUES ($1, $2)', [active, oslo]);

    await waitUntil(async () => (await membersOf(service, active)).length === 0, { what: 'the second look' });
  });

  it('are listed by name, a page at a time', async () => {
    for (const name of ['c', 'a', 'b']) await createSegment(service, name, cityIs(name));
    const first = (await service.get('/v1/segments?limit=2')).body as { segments: { name: string }[]; after: string };

    const second = (await service.get(`/v1/segments?limit=2&after=${first.after}`)).body as typeof first;

    expect([first, second].map(({ segments }) => segments.map(({ name }) => name))).toEqual([['a', 'b'], ['c']]);
    expect(second.after).toBeNull();
  });

  it.each([
    ['a rule that is none', { field: 'attributes.city' }], ['a segment that is not there', { segment: randomUUID() }], ['an unknown field', { field: 'city', op: 'exists' }],
  ])('refuse %s, naming the place', async (_what, rule) => {
    const { status, body } = await service.post('/v1/segments', { name: 'x', rule });

    expect({ status, field: (body as { errors: { field: string }[] }).errors[0]?.field.slice(0, 9) }).toEqual({ status: 422, field: 'body.rule' });
  });

  it('count who would be in them, and refuse a name that is taken', async () => {
    await createSegment(service, 'x', cityIs('Oslo'));

    expect((await service.post('/v1/segments/preview', { rule: cityIs('Oslo') })).body).toEqual({ count: 1, exact: true, low: 1, high: 1, hints: [] });
    const misspelt = { any: [{ field: 'attributes.town', op: 'eq', value: 'Oslo' }, { field: 'account.revenu', op: 'gt', value: 1 }, { field: 'account.tier', op: 'eq', value: 'SMB' }] };
    expect((await service.post('/v1/segments/preview', { rule: misspelt })).body).toMatchObject({
      count: 0, hints: [expect.stringMatching(/^no contact that was looked at has "attributes\.town": .*attributes\.city/), expect.stringMatching(/^no account .*"account\.revenu"/)],
    });
    expect((await service.post('/v1/segments', { name: 'x', rule: cityIs('Rome') })).status).toBe(409);
  });

  it('explain why a contact is in them or not', async () => {
    const inner = await createSegment(service, 'inner', cityIs('Oslo'));
    await visit(oslo, HOUR);
    const id = await createSegment(service, 'x', {
      all: [cityIs('Oslo'), { not: { behaviour: 'visited', times: { op: 'gte', count: 2 }, within: { days: 7 } } }, { any: [{ consent: 'advertising', is: false }, { segment: inner }] }],
    });

    const why = async (contact: string): Promise<unknown> => (await service.get(`/v1/segments/${id}/contacts/${contact}`)).body;

    const clauses = (city: string, [visits, isInner, met]: [number, boolean, boolean]): object[] => [
      { path: '', clause: 'all', met, found: null },
      { path: 'all[0]', clause: cityIs('Oslo'), met, found: city },
      { path: 'all[1]', clause: 'not', met: true, found: null },
      { path: 'all[1].not', clause: { behaviour: 'visited' }, met: false, found: visits },
      { path: 'all[2]', clause: 'any', met: isInner, found: null },
      { path: 'all[2].any[0]', clause: { consent: 'advertising' }, met: false, found: true },
      { path: 'all[2].any[1]', clause: { segment: inner }, met: isInner, found: isInner },
    ];
    expect(await why(oslo)).toMatchObject({ contactId: oslo, member: true, meets: true, clauses: clauses('Oslo', [1, true, true]) });
    expect(await why(rome)).toMatchObject({ contactId: rome, member: false, meets: false, clauses: clauses('Rome', [0, false, false]) });
    expect((await service.get(`/v1/segments/${id}/contacts/${randomUUID()}`)).status).toBe(404);
    expect((await service.get('/v1/segments/rule-schema')).body).toHaveProperty('$defs');
  });

  it('stay as long as a campaign needs them, however late and often its news come', async () => {
    const id = await createSegment(service, 'x', cityIs('Oslo'));
    const news = (version: number, state: 'draft' | 'running' | 'finished'): CampaignStateChanged => ({
      campaignId: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f20', version, state, reason: null, at: new Date().toISOString(), name: 'Spring', segmentId: id,
    });
    await deliver(service, campaignStateChanged, news(0, 'draft'));
    const draft = await service.call('DELETE', `/v1/segments/${id}`);
    await deliver(service, campaignStateChanged, news(2, 'running'));

    const refused = await service.call('DELETE', `/v1/segments/${id}`);
    await deliver(service, campaignStateChanged, news(3, 'finished'));
    await deliver(service, campaignStateChanged, news(2, 'running'));

    expect(draft).toMatchObject({ status: 409, body: { detail: expect.stringContaining('"Spring" (draft)') } });
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('"Spring" (running)') } });
    expect((await service.call('DELETE', `/v1/segments/${id}`)).status).toBe(204);
  });

  it('stay as long as an active funnel begins from them, and the refusal names every user', async () => {
    const id = await createSegment(service, 'x', cityIs('Oslo'));
    const outer = await createSegment(service, 'Outer', { segment: id });
    const news = (version: number, state: 'active' | 'stopped', segmentIds = [id]): FunnelStateChanged => ({ funnelId: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f21', version, state, at: new Date().toISOString(), name: 'Win back', segmentIds });
    await deliver(service, funnelStateChanged, news(3, 'active'));
    await deliver(service, funnelStateChanged, news(2, 'stopped'));

    const refused = await service.call('DELETE', `/v1/segments/${id}`);
    await service.call('DELETE', `/v1/segments/${outer}`);
    const stillRefused = await service.call('DELETE', `/v1/segments/${id}`);
    await deliver(service, funnelStateChanged, news(4, 'active', [outer]));

    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/segments look at its members: "Outer".*active funnels begin from it: "Win back"/) } });
    expect(stillRefused).toMatchObject({ status: 409, body: { detail: expect.not.stringContaining('Outer') } });
    expect((await service.call('DELETE', `/v1/segments/${id}`)).status).toBe(204);
  });

  it('lists the members of a segment for funnels that ask', async () => {
    const id = await createSegment(service, 'listed', { field: 'email', op: 'exists' });
    const strange = randomUUID();

    for (const segmentId of [id, strange]) await deliver(service, segmentMembersRequested, { segmentId, at: new Date().toISOString() }, 1);

    expect(await service.published(segmentMembersListed)).toEqual([{ segmentId: id, contactIds: [oslo, rome].toSorted(), last: true }, { segmentId: strange, contactIds: [], last: true }]);
  });
});
