import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  audienceChunkPrepared, audienceRefused, campaignLaunched, campaignStateChanged, deliveriesAssigned, deliveriesSettled, bucketOf,
} from '@widecast/contracts';
import { aCampaign, aTemplate, chunksOf, created, freeze, launchOver, lookAt, recipients, startStage, untilState, type Stage } from './builders.ts';
import { randomUUID } from 'node:crypto';

describe('a campaign', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });

  afterAll(() => stage.stop());

  it('reaches everybody but the hold-out, once, as a past experiment has assigned them', async () => {
    const { service, sink } = stage;
    const everybody = recipients(600, (n) => ({ group: ['mens', 'womens', 'none', 'odd'][n % 4] ?? '' }));
    const templateId = await aTemplate(service);
    const id = await aCampaign(service, {
      arms: [{ name: 'A', templateId, costPerMessage: 0.1 }, { name: 'B', templateId }, { name: 'out', templateId: null }],
      assignment: { kind: 'attribute', attribute: 'group', arms: { mens: 'A', womens: 'B', none: 'out' } },
    });

    await launchOver(service, id, everybody);
    const done = await untilState(service, id, 'finished');

    expect(done.ledger).toMatchObject({ audience: 600, accepted: 300, held_out: 150, skipped: 150, balanced: true });
    expect(done).toMatchObject({ selected: 603, leftOut: { upper_tier: 2, no_consent: 1 }, audience: 600 });
    const mailed = everybody.filter(({ fields }) => ['mens', 'womens'].includes(String(fields['group']))).map(({ email }) => email);
    expect([...sink.recipients()].toSorted()).toEqual(mailed.toSorted());
    const [launched] = (await service.published(campaignLaunched)).filter(({ campaignId }) => campaignId === id);
    expect(launched).toMatchObject({ fields: ['group', 'name', 'plan'], arms: [{ name: 'A', holdOut: false, costPerMessage: 0.1 }, { name: 'B' }, { name: 'out', holdOut: true }] });
    const states = (await service.published(campaignStateChanged)).filter(({ campaignId }) => campaignId === id);
    expect(states.map(({ state, version }) => [state, version])).toEqual([['draft', 0], ['launched', 1], ['running', 2], ['finished', 3]]);
    const outcomes = (await service.published(deliveriesSettled)).filter(({ source }) => source.id === id).flatMap((event) => event.outcomes);
    expect(new Set(outcomes.map(({ contactId }) => contactId)).size).toBe(600);
    const assigned = (await service.published(deliveriesAssigned)).filter(({ source }) => source.id === id);
    expect(assigned.every(({ bucket, assignments }) => assignments.every(({ contactId }) => bucketOf(contactId) === bucket))).toBe(true);
    const arms = assigned.flatMap((event) => event.assignments.map(({ contactId, arm }) => `${contactId} ${arm}`));
    expect(arms.toSorted()).toEqual(outcomes.map(({ contactId, arm }) => `${contactId} ${arm}`).toSorted());
    expect(outcomes.filter(({ arm, state }) => arm === 'out' && state === 'held_out')).toHaveLength(150);
    expect(outcomes.filter(({ reason }) => reason === 'no_arm')).toHaveLength(150);
  });

  it('takes chunks in any order, twice, and before it knows how many there are', async () => {
    const { service, sink } = stage;
    sink.clear();
    const everybody = recipients(300);
    const id = await aCampaign(service);
    const chunks = chunksOf(id, everybody, 50);
    await service.post(`/v1/campaigns/${id}/launch`);

    await service.publish(audienceChunkPrepared, ...chunks.toReversed().slice(0, 4), ...chunks.slice(1, 3));
    await freeze(service, id, 300, 6);
    await freeze(service, id, 300, 6);
    await sink.waitFor(250);
    expect(await lookAt(service, id)).toMatchObject({ state: 'running', ledger: { balanced: true } });
    await service.publish(audienceChunkPrepared, ...chunks);

    const done = await untilState(service, id, 'finished');
    expect(done.ledger.accepted).toBe(300);
    expect([...sink.recipients()].toSorted()).toEqual(everybody.map(({ email }) => email).toSorted());
  });

  it('ends at once where the audience is empty', async () => {
    const { service } = stage;
    const id = await aCampaign(service);

    await launchOver(service, id, []);

    expect(await untilState(service, id, 'finished')).toMatchObject({ reason: 'empty_audience', ledger: { audience: 0 } });
  });

  it('waits for a person where its segment is not known, and cannot go on', async () => {
    const { service } = stage;
    const id = await aCampaign(service);
    await service.post(`/v1/campaigns/${id}/launch`);
    const refusal = { campaignId: id, segmentId: randomUUID(), reason: 'unknown_segment' as const, at: new Date().toISOString() };

    await service.publish(audienceRefused, refusal, refusal);

    expect(await untilState(service, id, 'paused')).toMatchObject({ reason: 'unknown_segment', audience: null });
    expect(await service.post(`/v1/campaigns/${id}/resume`)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('segment is not known') } });
    expect((await service.post(`/v1/campaigns/${id}/cancel`)).status).toBe(200);
    await service.publish(audienceRefused, refusal);
    expect((await service.published(campaignStateChanged)).filter(({ campaignId }) => campaignId === id).map(({ state, reason }) => [state, reason])).toEqual([
      ['draft', null], ['launched', null], ['paused', 'unknown_segment'], ['cancelled', null],
    ]);
  });

  it('is launched once, however many launch it', async () => {
    const { service } = stage;
    const id = await aCampaign(service);

    const answers = await Promise.all(Array.from({ length: 5 }, () => service.post(`/v1/campaigns/${id}/launch`)));

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200]);
    expect((await service.published(campaignLaunched)).filter(({ campaignId }) => campaignId === id)).toHaveLength(1);
  });

  it('refuses what its state does not allow', async () => {
    const { service } = stage;
    const id = await aCampaign(service);

    expect((await service.post(`/v1/campaigns/${id}/pause`)).status).toBe(409);
    expect((await service.post(`/v1/campaigns/${id}/cancel`)).status).toBe(200);
    expect(await service.post(`/v1/campaigns/${id}/launch`)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('cancelled cannot launch') } });
    expect((await service.post(`/v1/campaigns/${randomUUID()}/launch`)).status).toBe(404);
  });

  it('is not drafted with arms that cannot work', async () => {
    const { service } = stage;
    const transactional = await aTemplate(service, { kind: 'transactional' });
    const body = {
      name: 'x', segmentId: randomUUID(), arms: [{ name: 'a', templateId: transactional }, { name: 'a', templateId: randomUUID() }],
      assignment: { kind: 'attribute', attribute: 'g', arms: { x: 'nowhere' } },
    };

    const { status, body: problem } = await service.post('/v1/campaigns', body);

    expect(status).toBe(422);
    expect((problem as { errors: { field: string }[] }).errors.map(({ field }) => field)).toEqual([
      'body.arms.0.templateId', 'body.arms.1.templateId', 'body.arms', 'body.assignment.arms.x',
    ]);
    await expect(created(service, 'campaigns', { ...body, unknown: 1 })).rejects.toThrow('422');
  });
});
