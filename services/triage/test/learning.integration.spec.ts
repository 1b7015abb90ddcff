import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import { readModel, trainModel, writeModel } from '@widecast/text';
import type { Comparison } from '../src/learning/comparison.ts';
import { IntentModels } from '../src/learning/intent-models.ts';
import { Learning } from '../src/learning/learning.ts';
import type { ModelView } from '../src/learning/learning.endpoints.ts';
import type { TicketView } from '../src/tickets/ticket.view.ts';
import { Desk } from './desk.ts';

/** Intents that words alone do not know. */
const SUBJECTS = { drawer: 'the cash drawer is stuck', scanner: 'the scanner reads nothing' };
const ENDINGS = ['', ' again', ' today', ' since monday', ' please', ' in our shop', ' and nobody knows why'];

describe('learning from labelled tickets', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '', TICKETS_LEARNING: 'promote' } });
    for (let n = 0; n < 90; n += 1) await label(n % 2 ? 'drawer' : 'scanner', n);
  });

  afterAll(() => desk.stop());

  const open = async (text: string): Promise<TicketView> => (await desk.service.post('/v1/tickets', { from: 'ann@customer.test', subject: 'Help', text })).body as TicketView;
  const label = async (intent: keyof typeof SUBJECTS, n: number): Promise<void> => {
    const { id } = await open(`${SUBJECTS[intent]}${ENDINGS[n % ENDINGS.length]}`);
    expect(await desk.service.call('PATCH', `/v1/tickets/${id}`, { body: { intent, newIntent: true } })).toMatchObject({ status: 200, body: { intent, confidence: 1 } });
  };
  const models = async (): Promise<ModelView[]> => ((await desk.service.get('/v1/intent-models')).body as { models: ModelView[] }).models;
  const ready = async (id: string): Promise<ModelView> => {
    await waitUntil(async () => (await models()).find((model) => model.id === id)?.state !== 'training', { what: 'the training', timeout: 60_000 });
    return (await desk.service.get(`/v1/intent-models/${id}`)).body as ModelView;
  };
  const train = async (): Promise<ModelView> => await ready(((await desk.service.post('/v1/intent-models', {})).body as ModelView).id);
  const learning = (): Learning => desk.service.running.app.get(Learning);

  it('takes no slip of an intent for a new one', async () => {
    const { id } = await open('the cash drawer is stuck as always');
    const told = (intent: string): Promise<unknown> => desk.service.call('PATCH', `/v1/tickets/${id}`, { body: { intent } });

    expect(await told('drawr')).toMatchObject({ status: 422, body: { detail: expect.stringContaining('"drawer"') as unknown, errors: [{ field: 'body.intent', message: expect.stringContaining('newIntent') as unknown }] } });
    expect((await desk.show(id)).intent).toBe('other');
    expect(await told('closing-documents')).toMatchObject({ status: 200 });
    await desk.service.database.query('DELETE FROM ticket_labels WHERE ticket_id = $1', [id]);
  });

  it('trains one model at a time from all but the newest, and shows that it is better than words', async () => {
    const begun = await Promise.all([1, 2].map(() => desk.service.post('/v1/intent-models', {})));
    expect(begun.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409]);

    const [training] = await models();
    const { id, ...model } = await ready(training?.id ?? '');

    expect(model).toMatchObject({ state: 'ready', labels: 90, serving: false, card: { examples: 60, classes: 2 } });
    expect((await desk.service.get(`/v1/intent-models/${id}/comparison`)).body as Comparison).toMatchObject({ tickets: 30, servingRight: 0, isBetter: true });
    expect((await open('the cash drawer is stuck now')).intent).toBe('other');
  }, 90_000);

  it('puts what is better into service, and does not put into service by itself what was gone back from', async () => {
    await learning().turn();
    expect((await models())[0]?.serving).toBe(true);
    expect((await open('the cash drawer is stuck now')).intent).toBe('drawer');

    expect(await desk.service.post('/v1/intent-models/roll-back', { why: 'it answers oddly' })).toMatchObject({ status: 200, body: { serving: null } });
    await learning().turn();

    expect((await open('the cash drawer is stuck now')).intent).toBe('other');
    expect(await desk.service.post('/v1/intent-models/roll-back', { why: 'again' })).toMatchObject({ status: 409 });
  });

  it('keeps a model out that is no better, unless it is forced, and goes back step by step', async () => {
    const [first] = await models();
    await desk.service.post(`/v1/intent-models/${first?.id}/serve`, { force: 'it is good' });
    const second = await train();

    expect(await desk.service.post(`/v1/intent-models/${second.id}/serve`, {})).toMatchObject({ status: 409, body: { detail: expect.stringContaining('not shown to be better') } });
    expect(await desk.service.post(`/v1/intent-models/${second.id}/serve`, { force: 'to see' })).toMatchObject({ status: 200, body: { serving: true } });

    const back = async (): Promise<unknown> => ((await desk.service.post('/v1/intent-models/roll-back', { why: 'step back' })).body as { serving: string | null }).serving;
    expect([await back(), await back()]).toEqual([first?.id, null]);
  }, 90_000);

  it('trains again where a process was killed in training, and by itself when enough is new', async () => {
    const { database } = desk.service;
    await database.query(`INSERT INTO intent_models (id, state, boxed, labels, learned_until, actor, created_at, lease_until) SELECT gen_random_uuid(), 'training', false, 1, now(), 'x', now() - interval '1 day', now() - interval '1 s'`);
    await database.query(`UPDATE intent_models SET created_at = created_at - interval '2 days'`);
    for (let n = 0; n < 100 - 90; n += 1) await label('drawer', n);

    await learning().turn();

    const [newest] = await models();
    expect(newest).toMatchObject({ actor: 'learning', labels: 100 });
    expect((await models()).filter(({ reason }) => reason === 'the process that trained it ended')).toHaveLength(1);
    expect((await ready(newest?.id ?? '')).state).toBe('ready');
  }, 90_000);

  it('says why nothing can be learned, and gives a file that can be read', async () => {
    const [good] = await models();
    expect((await desk.service.get(`/v1/intent-models/${good?.id}/file`)).headers.get('content-type')).toBe('application/octet-stream');
    const file = await desk.service.running.app.get(IntentModels).bytesOf(good?.id ?? '');
    expect(readModel(file ?? Buffer.alloc(0)).classes).toEqual(['drawer', 'scanner']);

    await desk.service.database.query('DELETE FROM ticket_labels');
    const failed = await train();
    expect(failed).toMatchObject({ state: 'failed', reason: expect.stringContaining('Of 0 labelled tickets 0 can be learned from') });
    expect(await desk.service.post(`/v1/intent-models/${failed.id}/serve`, {})).toMatchObject({ status: 409, body: { detail: expect.stringContaining('is failed') } });
  }, 90_000);
});

describe('a model in service that cannot be read', () => {
  const [OLD, NEW] = ['0190a5e2-0000-7000-8000-000000000001', '0190a5e2-0000-7000-8000-000000000002'];
  const texts = (subject: string): { text: string; label: string }[] => ENDINGS.map((end) => ({ text: `${subject}${end}`, label: subject.includes('drawer') ? 'drawer' : 'scanner' }));
  const model = Buffer.from(writeModel(trainModel(Object.values(SUBJECTS).flatMap(texts), { trainedAt: new Date() })));
  const ofAnotherFormat = Buffer.from(model);
  ofAnotherFormat.writeUInt32LE(1, 'WIDECAST-INTENTS'.length);

  it('leaves it to words alone, tells why, and gives way to a new one', async () => {
    const first = await Desk.open({ env: { TICKETS_SMTP_PORT: '' } });
    const { database, databaseUrl } = first.service;
    for (const [id, bytes] of [[OLD, ofAnotherFormat], [NEW, model]]) {
      await database.query(`INSERT INTO intent_models (id, state, boxed, labels, learned_until, actor, lease_until, model) VALUES ($1, 'ready', false, 1, now(), 'x', now(), $2)`, [id, bytes]);
    }
    await database.query(`INSERT INTO intent_model_service (version, model_id, why, actor) VALUES (1, $1, 'it was good', 'x')`, [OLD]);

    const desk = await Desk.open({ databaseUrl, env: { TICKETS_SMTP_PORT: '' } });
    const post = (path: string, body: object): Promise<unknown> => desk.service.post(`/v1/${path}`, body);
    const ask = async (): Promise<string> => ((await post('tickets', { from: 'ann@customer.test', subject: 'Help', text: 'the cash drawer is stuck now' })) as { body: TicketView }).body.intent;
    const format = expect.stringContaining('has format 1') as unknown;

    expect([await ask(), (await desk.service.get(`/v1/intent-models/${OLD}`)).body]).toMatchObject(['other', { serving: true, unreadable: format }]);
    expect(await desk.service.get(`/v1/intent-models/${NEW}/comparison`)).toMatchObject({ status: 200, body: { tickets: 0 } });
    expect(await post(`intent-models/${OLD}/serve`, { force: 'it was good' })).toMatchObject({ status: 409, body: { detail: format } });
    expect(await post(`intent-models/${NEW}/serve`, { force: 'the old one cannot be read' })).toMatchObject({ status: 200, body: { serving: true, unreadable: null } });
    expect(await ask()).toBe('drawer');
    expect(await post('intent-models/roll-back', { why: 'to see' })).toMatchObject({ status: 200, body: { serving: OLD } });
    expect(await ask()).toBe('other');

    await desk.stop();
    await first.stop();
  }, 60_000);
});

describe('a correction', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '' } });
    await desk.service.call('PUT', '/v1/routing', { body: { queues: { billing: { assignment: 'round-robin' } }, agents: { ann: { queues: ['billing'], capacity: 5 } }, rules: [] } });
  });

  afterAll(() => desk.stop());

  it('moves a ticket to an agent of its queue, tells of it, and ends a complaint that is none', async () => {
    const { id, version } = (await desk.service.post('/v1/tickets', { from: 'bob@customer.test', subject: 'x', text: 'This is unacceptable' })).body as TicketView;

    const { body } = await desk.service.call('PATCH', `/v1/tickets/${id}`, { body: { queue: 'billing', complaint: false, urgency: 'low', tags: ['calm'] } });

    expect(body).toMatchObject({ queue: 'billing', complaint: false, urgency: 'low', tags: ['calm'], assignee: 'ann', intent: 'complaint', version: version + 1 });
  });

  it.each([
    ['nothing', {}, 'must have intent'],
    ['an urgency that there is not', { urgency: 'panic' }, 'urgency'],
  ])('of %s is refused', async (_what, body, told) => {
    const { id } = (await desk.service.post('/v1/tickets', { from: 'bob@customer.test', subject: 'x', text: 'hello' })).body as TicketView;
    const answer = await desk.service.call('PATCH', `/v1/tickets/${id}`, { body });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain(told);
  });
});
