import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { funnelStateChanged } from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import { funnels } from '../src/index.ts';
import { aDefinition } from './builders.ts';

interface Problem {
  readonly errors: { field: string; message: string }[];
}

describe('funnels by the API', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(funnels);
  });

  afterAll(() => service.stop());

  const made = async (): Promise<string> => {
    const { body } = await service.post('/v1/funnels', { name: 'Hello', definition: aDefinition() });
    return (body as { id: string }).id;
  };

  it('is ready once its database and event log answer', async () => {
    expect(await service.get('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('offers boxed funnels with the settings that they need', async () => {
    const { status, body } = await service.get('/v1/funnels/boxed');

    expect(status).toBe(200);
    expect((body as { boxed: object[] }).boxed).toMatchObject([
      { key: 'second-purchase', settings: { required: ['segmentId', 'templateIds'] } }, { key: 'win-back' },
    ]);
  });

  it('makes a draft from a boxed funnel and its settings', async () => {
    const segmentId = randomUUID();
    const templateIds = { welcome: randomUUID(), reminder: randomUUID(), reason: randomUUID() };

    const { status, body } = await service.post('/v1/funnels', {
      name: 'Second purchase', boxed: 'second-purchase', settings: { segmentId, templateIds, waitSeconds: 5 },
    });

    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        name: 'Second purchase', state: 'draft', version: 1, counts: { active: 0, goal: 0, exited: 0, completed: 0, steps: {} },
        definition: { trigger: { entered: segmentId }, goal: { behaviour: 'purchased' }, steps: [{ id: 'welcome', templateId: templateIds.welcome }, { seconds: 5 }, {}, {}, {}, {}] },
      },
    });
  });

  it('keeps every boxed funnel to the rules of a definition', async () => {
    const winBack = { segmentId: randomUUID(), templateIds: { first: randomUUID(), last: randomUUID() } };
    const { body } = await service.post('/v1/funnels', { name: 'Win back', boxed: 'win-back', settings: winBack });
    const secondPurchase = { segmentId: randomUUID(), templateIds: { welcome: randomUUID(), reminder: randomUUID(), reason: randomUUID() } };
    const { body: other } = await service.post('/v1/funnels', { name: 'Second', boxed: 'second-purchase', settings: secondPurchase });

    for (const { definition } of [body, other] as { definition: object }[]) {
      expect(await service.post('/v1/funnels', { name: 'The same', definition })).toMatchObject({ status: 201, body: { definition } });
    }
  });

  it.each([
    ['neither a definition nor a boxed funnel', {}, ['body']],
    ['both of them', { definition: aDefinition(), boxed: 'win-back' }, ['body']],
    ['a boxed funnel that there is not', { boxed: 'magic' }, ['body.boxed']],
    ['settings that are not enough', { boxed: 'win-back', settings: { segmentId: 'x', waits: 1 } }, ['body.settings.segmentId', 'body.settings.templateIds', 'body.settings']],
    ['a definition with a wrong step', { definition: aDefinition({ steps: [{ id: 'a', kind: 'wait', seconds: 1, next: 'b' }] }) }, ['body.definition.steps.0.next']],
    ['a field that it does not know', { definition: aDefinition(), priority: 1 }, ['body']],
  ])('refuses %s and names the place', async (_what, given, fields) => {
    const { status, body } = await service.post('/v1/funnels', { name: 'Wrong', ...given });

    expect(status).toBe(422);
    expect((body as Problem).errors.map(({ field }) => field)).toEqual(fields);
  });

  it('shows, lists, activates and stops a funnel', async () => {
    const id = await made();

    expect(await service.get(`/v1/funnels/${id}`)).toMatchObject({ status: 200, body: { id, state: 'draft' } });
    expect(await service.post(`/v1/funnels/${id}/activate`)).toMatchObject({ status: 200, body: { state: 'active' } });
    expect(await service.post(`/v1/funnels/${id}/activate`)).toMatchObject({ status: 409 });
    expect(await service.post(`/v1/funnels/${id}/stop`)).toMatchObject({ status: 200, body: { state: 'stopped' } });
    expect(await service.post(`/v1/funnels/${id}/stop`)).toMatchObject({ status: 409 });
    expect(await service.post(`/v1/funnels/${id}/activate`)).toMatchObject({ status: 200, body: { state: 'active' } });
    const { body } = await service.get('/v1/funnels');
    expect((body as { funnels: object[] }).funnels[0]).toMatchObject({ id, name: 'Hello', state: 'active' });
  });

  it('tells the others whether it moves, with a version that grows', async () => {
    const id = await made();
    for (const action of ['activate', 'stop', 'activate']) await service.post(`/v1/funnels/${id}/${action}`);

    const told = (await service.published(funnelStateChanged)).filter(({ funnelId }) => funnelId === id);
    expect(told.map(({ version, state }) => [version, state])).toEqual([[1, 'active'], [2, 'stopped'], [3, 'active']]);
    expect(told.at(-1)).toMatchObject({ name: 'Hello', segmentIds: [expect.any(String)] });
  });

  it('lists funnels page by page, the newest first', async () => {
    const ids: string[] = [];
    for (let number = 0; number < 3; number += 1) ids.unshift(await made());

    const { body: first } = await service.get('/v1/funnels?limit=2');
    const { funnels: page, next } = first as { funnels: { id: string }[]; next: string };
    const { body: second } = await service.get(`/v1/funnels?limit=2&after=${next}`);

    expect(page.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((second as { funnels: object[] }).funnels[0]).toMatchObject({ id: ids[2] });
    expect((await service.get(`/v1/funnels?after=${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`)).body).toEqual({ funnels: [], next: null });
  });

  it('counts versions when a definition changes', async () => {
    const id = await made();
    const definition = aDefinition({ goal: { behaviour: 'signed up' } });

    expect(await service.call('PUT', `/v1/funnels/${id}`, { body: { definition } })).toMatchObject({
      status: 200, body: { version: 2, definition: { goal: { behaviour: 'signed up' } } },
    });
  });

  it('knows no funnel that was never made', async () => {
    const id = randomUUID();

    expect((await service.get(`/v1/funnels/${id}`)).status).toBe(404);
    expect((await service.post(`/v1/funnels/${id}/activate`)).status).toBe(404);
    expect((await service.get(`/v1/funnels/${id}/contacts`)).status).toBe(404);
    expect((await service.get('/v1/funnels/boxes')).status).toBe(422);
  });

  it('lets only those write who may', async () => {
    const { status } = await service.call('POST', '/v1/funnels', { body: { name: 'No', definition: aDefinition() }, scopes: ['funnels:read'] });

    expect(status).toBe(403);
  });
});
