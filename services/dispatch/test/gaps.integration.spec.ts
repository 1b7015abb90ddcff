import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audienceChunkPrepared } from '@widecast/contracts';
import { aCampaign, chunksOf, freeze, recipients, startStage, untilState, type Stage } from './builders.ts';

describe('an audience', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage({ env: { CHUNK_WAIT_MS: '1000' } });
  });

  afterAll(() => stage.stop());

  it('of which a part does not come is shown as a gap and pauses the campaign; the part may come later', async () => {
    const { service, sink } = stage;
    const id = await aCampaign(service);
    const chunks = chunksOf(id, recipients(10), 5);
    await service.post(`/v1/campaigns/${id}/launch`);
    await freeze(service, id, 10, 2);
    await service.publish(audienceChunkPrepared, ...chunks.slice(0, 1));

    const stuck = await untilState(service, id, 'paused');
    expect(stuck).toMatchObject({ reason: 'ledger_gap', chunksArrived: 1, awaited: 5, ledger: { audience: 10, accepted: 5 } });
    expect((await service.get('/metrics')).body).toContain('widecast_ledger_awaited{service="dispatch"} 5');

    await service.publish(audienceChunkPrepared, ...chunks);
    await service.post(`/v1/campaigns/${id}/resume`);
    expect(await untilState(service, id, 'finished')).toMatchObject({ reason: null, awaited: 0, ledger: { audience: 10, accepted: 10 } });
    expect(sink.count).toBe(10);
  });
});
