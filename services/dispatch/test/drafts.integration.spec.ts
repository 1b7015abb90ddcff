import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { campaignStateChanged } from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import { dispatch } from '../src/index.ts';
import { aBrand, aCampaign, aTemplate, created, launchOver, QUICK, recipients, untilState } from './builders.ts';

describe('what is not used yet', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(dispatch, { env: QUICK });
  });

  afterAll(() => service.stop());

  const change = (path: string, body: object): ReturnType<TestService['call']> => service.call('PATCH', `/v1/${path}`, { body });
  const remove = async (path: string): Promise<number> => (await service.call('DELETE', `/v1/${path}`)).status;
  const brandOf = async (templateId: string): Promise<string> => ((await service.get(`/v1/templates/${templateId}`)).body as { brandId: string }).brandId;

  it('can be changed: a draft, its template, their brand', async () => {
    const templateId = await aTemplate(service);
    const brandId = await brandOf(templateId);
    const id = await aCampaign(service, { arms: [{ name: 'only', templateId }] });

    expect(await change(`brands/${brandId}`, { fromName: 'Other' })).toMatchObject({ status: 200, body: { fromName: 'Other', legalName: 'Acme & Sons Ltd' } });
    expect(await change(`templates/${templateId}`, { html: '<p>{{ city }}</p>' })).toMatchObject({ status: 200, body: { fields: ['city', 'name'], text: '{{ city }}' } });
    expect(await change(`campaigns/${id}`, { name: 'Autumn' })).toMatchObject({ status: 200, body: { name: 'Autumn', state: 'draft', arms: [{ name: 'only', templateId }] } });

    expect((await change(`templates/${templateId}`, { kind: 'transactional' })).status).toBe(422);
    expect((await change(`templates/${templateId}`, { subject: '{% if' })).status).toBe(422);
    expect((await change(`campaigns/${id}`, { arms: [{ name: 'a', templateId: randomUUID() }] })).status).toBe(422);
    expect((await change(`brands/${brandId}`, { legalName: 'a\nb' })).status).toBe(422);
    expect((await change(`brands/${randomUUID()}`, { legalName: 'a' })).status).toBe(404);
    const [taken] = [aBrand()] as [{ name: string }];
    await created(service, 'brands', taken);
    expect((await change(`brands/${brandId}`, { name: taken.name })).status).toBe(409);
  });

  it('can be removed, from the campaign down', async () => {
    const templateId = await aTemplate(service);
    const brandId = await brandOf(templateId);
    const id = await aCampaign(service, { arms: [{ name: 'only', templateId }] });

    expect(await remove(`brands/${brandId}`)).toBe(409);
    expect(await remove(`templates/${templateId}`)).toBe(409);
    expect(await remove(`campaigns/${id}`)).toBe(204);
    expect(await remove(`templates/${templateId}`)).toBe(204);
    expect(await remove(`brands/${brandId}`)).toBe(204);
    expect(await remove(`campaigns/${id}`)).toBe(404);
    const told = (await service.published(campaignStateChanged)).filter(({ campaignId }) => campaignId === id);
    expect(told.map(({ state, version, reason }) => [state, version, reason])).toEqual([['draft', 0, null], ['cancelled', 1, 'removed']]);
  });

  it('is fixed by its first use', async () => {
    const templateId = await aTemplate(service);
    const id = await aCampaign(service, { arms: [{ name: 'only', templateId }] });
    await launchOver(service, id, recipients(1));
    await untilState(service, id, 'finished');

    const answers = [
      await change(`campaigns/${id}`, { name: 'x' }), await change(`templates/${templateId}`, { subject: 'x' }), await change(`brands/${await brandOf(templateId)}`, { fromName: 'x' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409]);
    expect(answers[0]?.body).toMatchObject({ detail: 'Only a draft can be changed or removed, and this campaign is finished' });
    expect([await remove(`campaigns/${id}`), await remove(`templates/${templateId}`)]).toEqual([409, 409]);
  });

  it('is listed page by page', async () => {
    const templateId = await aTemplate(service);
    for (let n = 0; n < 5; n += 1) await aCampaign(service, { name: `Page ${n}`, arms: [{ name: 'only', templateId }] });
    const readAll = async (path: string, name: string): Promise<string[]> => {
      const ids: string[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const body = (await service.get(`/v1/${path}?limit=2${next === '' ? '' : `&after=${next}`}`)).body as Record<string, { id: string }[]> & { next: string | null };
        ids.push(...(body[name] ?? []).map(({ id }) => id));
        next = body.next;
      }
      return ids;
    };

    for (const path of ['campaigns', 'templates', 'brands']) {
      const paged = await readAll(path, path);
      const whole = (await service.get(`/v1/${path}?limit=1000`)).body as Record<string, { id: string }[]> & { next: null };
      expect(paged).toEqual(whole[path]?.map(({ id }) => id));
      expect(new Set(paged).size).toBe(paged.length);
      expect(whole.next).toBeNull();
    }
  });

  it('needs a right of its own where it may pass without a consent', async () => {
    const brandId = await created(service, 'brands', aBrand());
    const body = { name: 'Receipt', kind: 'transactional', brandId, subject: 'Receipt', html: '<p>x</p>' };
    const as = (...scopes: string[]): ReturnType<TestService['call']> => service.call('POST', '/v1/templates', { body, scopes });

    expect(await as('templates:write')).toMatchObject({ status: 403, body: { detail: expect.stringContaining('templates:transactional') } });
    const { status, body: made } = await as('templates:write', 'templates:transactional');
    expect(status).toBe(201);
    const { id } = made as { id: string };
    expect((await service.call('PATCH', `/v1/templates/${id}`, { body: { subject: 'x' }, scopes: ['templates:write'] })).status).toBe(403);
    expect((await service.call('DELETE', `/v1/templates/${id}`, { scopes: ['templates:write'] })).status).toBe(403);
  });
});
