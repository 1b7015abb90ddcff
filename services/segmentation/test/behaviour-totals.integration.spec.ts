import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { behaviourRecorded } from '@widecast/contracts';
import { startTestService, waitUntil, type Answer, type TestService } from '@widecast/testing';
import { BehaviourTotalsRepository } from '../src/behaviour/behaviour-totals.repository.ts';
import { segmentation } from '../src/index.ts';
import { BehaviourRetention } from '../src/upkeep/behaviour-retention.ts';
import { Chores } from '../src/upkeep/chores.ts';
import { SegmentClock } from '../src/upkeep/segment-clock.ts';
import { aContact, createSegment, forgetEverything, membersOf, saveContacts } from './support.ts';
import { noteTaken, olderByADay } from './taken-events.ts';

const DAY = 86_400_000;
const OFTEN = { behaviour: 'bought', times: { op: 'gte', count: 3 } };

describe('totals of behaviour that was let go', () => {
  let service: TestService;
  let anna: string;
  let boris: string;

  beforeAll(async () => {
    service = await startTestService(segmentation, { env: { BEHAVIOUR_KEEP_DAYS: '30', CHORES_MS: '3600000', SEGMENT_CLOCK_MS: '3600000' } });
    await noteTaken(service);
  });

  beforeEach(async () => {
    await forgetEverything(service);
    [anna = '', boris = ''] = await saveContacts(service, aContact('anna@firm.test'), aContact('boris@firm.test'));
  });

  afterAll(() => service.stop());

  const chores = (): Promise<void> => service.running.app.get(Chores).turn();
  const deed = (daysAgo: number, more: object = {}): object => ({ eventId: `bought ${daysAgo}`, contact: { id: anna }, type: 'bought', occurredAt: new Date(Date.now() - daysAgo * DAY).toISOString(), value: 10, ...more });
  const did = (...events: object[]): Promise<Answer> => service.post('/v1/behaviour', { events });
  const wish = (rule: object): Promise<Answer> => service.post('/v1/segments', { name: JSON.stringify(rule), rule });
  const events = async (): Promise<number> => (await service.database.query('SELECT FROM behaviour_events')).length;
  const totals = (): Promise<unknown[]> => service.database.query(
    `SELECT contact_id AS id, type, campaign_id AS campaign, times::int, value::float8, floor(extract(epoch FROM now() - first_at) / 86400)::int AS first, floor(extract(epoch FROM now() - last_at) / 86400)::int AS last FROM behaviour_totals ORDER BY campaign_id NULLS FIRST`);

  it('are kept where a rule has no window, of all events and of a campaign alone, and answer what the events did', async () => {
    const campaign = randomUUID();
    const often = await createSegment(service, 'often', OFTEN);
    const once = await createSegment(service, 'because of a campaign', { behaviour: 'bought', campaign });
    await createSegment(service, 'never visited', { behaviour: 'visited', times: { op: 'eq', count: 0 }, within: { days: 3 } });
    await did(deed(900, { campaignId: campaign }), deed(800, { value: null }), deed(5), deed(700, { type: 'visited', eventId: 'v' }), deed(40, { contact: { id: boris } }));

    await chores();

    expect(await events()).toBe(1);
    expect((await totals()).filter((row) => (row as { id: string }).id === anna)).toEqual([
      { id: anna, type: 'bought', campaign: null, times: 2, value: 10, first: 900, last: 800 }, { id: anna, type: 'bought', campaign, times: 1, value: 10, first: 900, last: 900 },
    ]);
    expect([await membersOf(service, often), await membersOf(service, once)]).toEqual([[anna], [anna]]);
    expect((await service.get(`/v1/segments/${often}/contacts/${anna}`)).body).toMatchObject({ meets: true, clauses: [{ found: 3 }] });
    for (const [rule, members] of [
      [{ behaviour: 'bought', sum: { op: 'eq', value: 20 } }, [anna]], [{ behaviour: 'bought', first: { op: 'lt', value: new Date(Date.now() - 899 * DAY).toISOString() } }, [anna]],
      [{ behaviour: 'bought', last: { op: 'lt', daysFromNow: -20 } }, [boris]], [{ behaviour: 'bought', times: { op: 'eq', count: 0 } }, []],
    ] as const) {
      const { body } = await wish(rule);
      expect([rule, await membersOf(service, (body as { id: string }).id)]).toEqual([rule, members]);
      expect((await service.post('/v1/segments/preview', { rule })).body).toMatchObject({ count: members.length, exact: true });
    }
  });

  it('are refused to rules of which there are none, with what they may ask', async () => {
    await createSegment(service, 'often', OFTEN);
    await did(deed(40));
    await chores();

    const refusals = await Promise.all([{ behaviour: 'bought', campaign: randomUUID() }, { behaviour: 'bought', last: { op: 'lt', daysFromNow: -31 } }].map(wish));

    expect(refusals).toMatchObject([
      { status: 422, body: { errors: [{ field: 'body.rule', message: expect.stringMatching(/nor totals of those of the campaign .*: look at most 30 days back/) as unknown }] } },
      { status: 422, body: { errors: [{ field: 'body.rule', message: expect.stringMatching(/compare with a date, or with 30 days ago at most/) as unknown }] } },
    ]);
  });

  it('are not made before the clock has seen the last event pass the moment of a rule', async () => {
    const lost = await createSegment(service, 'lost', { behaviour: 'bought', last: { op: 'lt', daysFromNow: -40 } });
    await did(deed(38.5));
    await chores();
    expect([await events(), await membersOf(service, lost)]).toEqual([1, []]);

    for (let day = 0; day < 4; day += 1) {
      await service.database.transaction(olderByADay);
      await service.running.app.get(SegmentClock).turn();
    }
    await chores();

    expect([await events(), await membersOf(service, lost)]).toEqual([0, [anna]]);
  });

  it('do not count an event again that comes again, and tell of what may be in them; what they cannot have is taken', async () => {
    const often = await createSegment(service, 'often', OFTEN);
    await did(deed(50), deed(40));
    await chores();

    const { body } = await did(deed(50), deed(45), deed(60), deed(35), deed(45, { contact: { id: boris } }), deed(45, { type: 'visited' }));

    const told = { field: 'occurredAt', message: expect.stringContaining('only totals are kept') as unknown };
    expect(body).toEqual({ accepted: 4, duplicates: 0, rejected: [{ index: 0, ...told }, { index: 1, ...told }] });
    expect((await service.published(behaviourRecorded)).flatMap(({ events: recorded }) => recorded)).toHaveLength(6);
    expect(await membersOf(service, often)).toEqual([anna]);
    await chores();
    expect(await totals()).toContainEqual({ id: anna, type: 'bought', campaign: null, times: 4, value: 40, first: 60, last: 35 });
  });

  it('do not count an event again that comes again while it is let go', async () => {
    await createSegment(service, 'often', OFTEN);
    await did(deed(40));

    const again = await service.database.transaction(async (tx) => {
      await service.running.app.get(BehaviourRetention).forget(tx);
      const answer = did(deed(40));
      await waitUntil(async () => (await service.database.query(`SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)).length > 0, { what: 'the event to wait' });
      return { answer };
    });

    expect((await again.answer).body).toMatchObject({ accepted: 0, rejected: [{ index: 0 }] });
    expect(await totals()).toMatchObject([{ times: 1 }]);
  });

  it('do not begin while somebody looks at all contacts without them', async () => {
    await createSegment(service, 'often', OFTEN);
    await did(deed(40));

    await service.database.transaction(async (tx) => {
      expect(await service.running.app.get(BehaviourTotalsRepository).known(tx)).toBe('none');
      await chores();
      expect(await events()).toBe(1);
    });
    await chores();

    expect([await events(), await totals()]).toMatchObject([0, [{ times: 1 }]]);
  });

  it('and the events that they are made of are one or the other, also after a failure between', async () => {
    await createSegment(service, 'often', OFTEN);
    await did(deed(40), deed(41));
    const killed = new Error('killed');

    await expect(service.database.transaction(async (tx) => {
      await service.running.app.get(BehaviourRetention).forget(tx);
      throw killed;
    })).rejects.toThrow(killed);

    expect([await events(), await totals()]).toEqual([2, []]);
    await chores();
    expect([await events(), await totals()]).toMatchObject([0, [{ times: 2 }]]);
  });

  it('are there again for a rule that is made again within days, and go where none asks for them for a week', async () => {
    const often = await createSegment(service, 'often', OFTEN);
    await did(deed(50), deed(45), deed(40));
    await chores();
    const passes = async (days: number): Promise<void> => {
      for (let day = 0; day < days; day += 1) await service.database.transaction(olderByADay);
      await chores();
    };

    await service.call('DELETE', `/v1/segments/${often}`);
    await passes(5);
    const again = await createSegment(service, 'often again', OFTEN);
    expect(await membersOf(service, again)).toEqual([anna]);
    await passes(20);
    expect(await totals()).toHaveLength(1);
    await service.call('PUT', `/v1/segments/${again}`, { body: { name: 'other', rule: { behaviour: 'visited' } } });
    await passes(8);

    expect([await totals(), await service.database.query(`SELECT FROM kept_totals WHERE type = 'bought'`)]).toEqual([[], []]);
    expect((await wish(OFTEN)).status).toBe(422);
  });

  it('are in the copy of a person and in the file of a hand-off, and go with the person', async () => {
    await createSegment(service, 'often', OFTEN);
    await did(deed(50), deed(40), deed(2));
    await chores();

    const copy = await service.get(`/v1/personal-data/${anna}`);

    expect(JSON.stringify(copy.body)).toContain('"times":2,"value":20');
    const [account] = await service.database.query<{ id: string }>('SELECT account_id AS id FROM contacts WHERE id = $1', [anna]);
    await service.call('PUT', `/v1/accounts/${account?.id}/tier`, { body: { tier: 'ENTERPRISE' } });
    expect((await service.get(`/v1/hand-offs/${account?.id}`)).body).toMatchObject({ history: [{ type: 'bought', times: 3, value: 30 }] });
    await service.post('/v1/erasures', { contactId: anna });
    expect(await totals()).toEqual([]);
  });

  it('are not made of events of who is gone', async () => {
    await createSegment(service, 'often', OFTEN);
    await service.database.query(`INSERT INTO behaviour_events (contact_id, event_id, type, occurred_at) VALUES (gen_random_uuid(), 'left over', 'bought', now() - interval '40 days')`);

    await chores();

    expect([await events(), await totals()]).toEqual([0, []]);
  });
});
