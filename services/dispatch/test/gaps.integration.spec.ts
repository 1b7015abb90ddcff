import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audienceChunkPrepared, audienceChunksRequested } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { aCampaign, chunksOf, freeze, lookAt, recipients, startStage, untilState, type Stage } from './builders.ts';

describe('an audience', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });

  afterAll(() => stage.stop());

  /** As if everything that came of its audience had come an hour earlier. */
  const age = async (id: string): Promise<void> => {
    await stage.service.database.query("UPDATE campaigns SET moved_at = moved_at - interval '1 hour' WHERE id = $1", [id]);
    await stage.service.database.query("UPDATE audience_chunks SET arrived_at = arrived_at - interval '1 hour' WHERE campaign_id = $1", [id]);
  };

  it('of which a part does not come is shown as a gap and pauses the campaign; the part may come later', async () => {
    const { service, sink } = stage;
    const id = await aCampaign(service);
    const chunks = chunksOf(id, recipients(10), 5);
    await service.post(`/v1/campaigns/${id}/launch`);
    await freeze(service, id, 10, 2);
    await service.publish(audienceChunkPrepared, ...chunks.slice(0, 1));
    await waitUntil(async () => (await lookAt(service, id)).ledger.accepted === 5, { what: 'the part that came' });
    await age(id);

    const stuck = await untilState(service, id, 'paused');
    expect(stuck).toMatchObject({ reason: 'ledger_gap', chunksArrived: 1, awaited: 5, missingChunks: [1], ledger: { audience: 10, accepted: 5 } });
    expect((await service.get('/metrics')).body).toContain('widecast_ledger_awaited{service="dispatch"} 5');

    expect((await service.post(`/v1/campaigns/${id}/request-chunks`)).status).toBe(202);
    expect(await service.published(audienceChunksRequested)).toMatchObject([{ campaignId: id, numbers: [1] }]);
    await service.publish(audienceChunkPrepared, ...chunks);
    await waitUntil(async () => (await lookAt(service, id)).awaited === 0, { what: 'the rest' });
    expect(await service.post(`/v1/campaigns/${id}/request-chunks`)).toMatchObject({ status: 409, body: { detail: 'Every chunk of its audience has come' } });
    await service.post(`/v1/campaigns/${id}/resume`);
    expect(await untilState(service, id, 'finished')).toMatchObject({ reason: null, awaited: 0, ledger: { audience: 10, accepted: 10 } });
    expect(sink.count).toBe(10);
  });

  it('of which not even the count comes is asked for as a whole', async () => {
    const { service } = stage;
    const id = await aCampaign(service);
    await service.post(`/v1/campaigns/${id}/launch`);
    await age(id);

    expect(await untilState(service, id, 'paused')).toMatchObject({ reason: 'ledger_gap', missingChunks: null });
    expect((await service.post(`/v1/campaigns/${id}/request-chunks`)).status).toBe(202);
    expect((await service.published(audienceChunksRequested)).at(-1)).toMatchObject({ campaignId: id, numbers: null });
  });

  it('pauses its campaign once for each chunk that contradicts what came before, and sends to nobody because of it', async () => {
    const { service, sink } = stage;
    const [id, strangers, before] = [await aCampaign(service), recipients(2), sink.count];
    const doubled = chunksOf(id, recipients(6), 2);
    await service.post(`/v1/campaigns/${id}/launch`);
    await freeze(service, id, 6, 3);
    await service.publish(audienceChunkPrepared, ...doubled.slice(0, 2));
    await waitUntil(async () => (await lookAt(service, id)).chunksArrived === 2, { what: 'two chunks' });
    const wrong = [{ campaignId: id, number: 0, recipients: strangers }, { campaignId: id, number: 7, recipients: strangers }];
    await service.publish(audienceChunkPrepared, ...wrong);

    expect(await untilState(service, id, 'paused')).toMatchObject({ reason: 'chunk_conflict' });
    await waitUntil(async () => (await lookAt(service, id)).chunkConflicts.length === 2, { what: 'both conflicts' });
    expect((await lookAt(service, id)).chunkConflicts).toEqual([{ number: 0, conflict: 'changed' }, { number: 7, conflict: 'beyond_audience' }]);
    await service.post(`/v1/campaigns/${id}/resume`);
    await service.publish(audienceChunkPrepared, ...wrong, ...doubled);
    expect(await untilState(service, id, 'finished')).toMatchObject({ ledger: { audience: 6, accepted: 6 } });
    expect(sink.count).toBe(before + 6);
  });
});
