import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { audienceChunkPrepared, audienceFrozen, campaignLaunched, campaignStateChanged, type CampaignLaunched } from '@widecast/contracts';
import { startTestService, type Answer, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { Chores } from '../src/upkeep/chores.ts';
import { aContact, createSegment, deliver, forgetEverything, importCsv, membersOf, saveContacts, type ImportBody } from './support.ts';

const DAY = 86_400_000;

describe('what is kept, and for whom', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation, { env: { AUDIENCE_LEAVES_OUT: 'role, disposable', AUDIENCE_KEEP_DAYS: '1', BEHAVIOUR_KEEP_DAYS: '30', CHORES_MS: '3600000' } });
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const chores = (): Promise<void> => service.running.app.get(Chores).turn();
  const events = async (): Promise<string[]> =>
    (await service.database.query<{ id: string }>('SELECT event_id AS id FROM behaviour_events ORDER BY event_id')).map(({ id }) => id);
  const did = (id: string, type: string, daysAgo: number): Promise<Answer> => service.post('/v1/behaviour', {
    events: [{ eventId: `${type} ${daysAgo}`, contact: { id }, type, occurredAt: new Date(Date.now() - daysAgo * DAY).toISOString() }],
  });
  const launch = async (): Promise<CampaignLaunched> => ({
    campaignId: randomUUID(), name: 'Spring', segmentId: await createSegment(service, randomUUID(), { field: 'email', op: 'exists' }), launchedAt: new Date().toISOString(),
    arms: [{ name: 'A', holdOut: false, costPerMessage: 0 }], fields: [],
  });

  it('leaves addresses of offices and of minutes out of audiences, counted, and rules know them', async () => {
    const [, office = '', minutes = ''] = await saveContacts(service, ...['a@firm.test', 'sales+x@firm.test', 'z@mailinator.com'].map((email) => aContact(email)));
    const campaign = await launch();
    await deliver(service, campaignLaunched, campaign);

    expect(await service.published(audienceFrozen)).toMatchObject([{ selected: 3, audience: 1, leftOut: { role_address: 1, disposable_address: 1 } }]);
    expect((await service.published(audienceChunkPrepared)).flatMap(({ recipients }) => recipients).map(({ email }) => email)).toEqual(['a@firm.test']);
    const kinds = await createSegment(service, 'nobody in person', { field: 'emailKind', op: 'in', value: ['role', 'disposable'] });
    expect(await membersOf(service, kinds)).toEqual([office, minutes].toSorted());
  });

  it('drops the report of bad rows after a month, and not its counts', async () => {
    const imports = [];
    for (const daysAgo of [29, 31]) {
      const { importId } = (await importCsv(service, 'email\nnone\n')).body as ImportBody;
      await service.database.query(`UPDATE imports SET finished_at = finished_at - make_interval(days => $2) WHERE id = $1`, [importId, daysAgo]);
      imports.push(importId);
    }

    await chores();

    const shown = await Promise.all(imports.map(async (id) => (await service.get(`/v1/imports/${id}`)).body as ImportBody));
    expect(shown.map(({ rejected, rejections }) => [rejected, rejections.length])).toEqual([[1, 1], [1, 0]]);
  });

  it('drops the list of an audience when its campaign has been over for long, not before, and not its counts', async () => {
    await saveContacts(service, aContact('a@firm.test'));
    const [over, running] = [await launch(), await launch()];
    for (const campaign of [over, running]) await deliver(service, campaignLaunched, campaign);
    const news = ({ campaignId, segmentId }: CampaignLaunched, state: 'finished' | 'running'): Promise<void> =>
      deliver(service, campaignStateChanged, { campaignId, segmentId, version: 5, state, reason: null, at: new Date().toISOString(), name: 'Spring' });
    await news(over, 'finished');
    await news(running, 'running');
    await chores();
    expect((await service.database.query('SELECT FROM audience_chunks')).length).toBe(2);

    await service.database.query(`UPDATE audiences SET frozen_at = now() - interval '2 days'`);
    await chores();

    expect(await service.database.query('SELECT campaign_id AS id FROM audience_chunks')).toEqual([{ id: running.campaignId }]);
    expect((await service.database.query('SELECT FROM audiences WHERE size = 1')).length).toBe(2);
  });

  it('lets old behaviour go unless a rule looks at it, and refuses rules that would miss it', async () => {
    const [anna = ''] = await saveContacts(service, aContact('a@firm.test'));
    const loyal = await createSegment(service, 'clicked twice in a year', { behaviour: 'clicked', times: { op: 'gte', count: 2 }, within: { days: 365 } });
    const buyers = await createSegment(service, 'ever bought', { behaviour: 'bought' });
    for (const [type, days] of [['clicked', 10], ['clicked', 300], ['clicked', 400], ['bought', 900], ['visited', 20], ['visited', 40]] as const) await did(anna, type, days);

    await chores();

    expect(await events()).toEqual(['clicked 10', 'clicked 300', 'visited 20']);
    expect([await membersOf(service, loyal), await membersOf(service, buyers)]).toEqual([[anna], [anna]]);
    const wish = (rule: object): Promise<Answer> => service.post('/v1/segments', { name: JSON.stringify(rule), rule });
    expect(await wish({ behaviour: 'visited', within: { days: 60 } })).toMatchObject({ status: 422, body: { errors: [{ field: 'body.rule', message: expect.stringMatching(/"visited" before .* at most 30 days/) as unknown }] } });
    expect((await wish({ behaviour: 'visited' })).status).toBe(422);
    expect((await service.post('/v1/segments/preview', { rule: { behaviour: 'visited' } })).status).toBe(422);
    expect([(await wish({ behaviour: 'visited', within: { days: 30 } })).status, (await wish({ behaviour: 'clicked', within: { days: 366 } })).status]).toEqual([201, 201]);
  });

  it('refuses a tree of a thousand nodes with what to do, and takes none of it', async () => {
    const rule = { any: Array.from({ length: 1000 }, (_, n) => ({ field: 'language', op: 'eq', value: `l${n}` })) };

    expect(await service.post('/v1/segments', { name: 'huge', rule })).toMatchObject({ status: 422, body: { errors: [{ field: 'body.rule.any[199]', message: expect.stringContaining('at most 200 rules') as unknown }] } });
    expect(((await service.get('/v1/segments')).body as { segments: unknown[] }).segments).toEqual([]);
  });
});
