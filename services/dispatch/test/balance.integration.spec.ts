import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import { aCampaign, launchOver, lookAt, recipients, startStage, untilState, type Stage } from './builders.ts';

describe('the balance of a ledger', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage({ env: { CHUNK_WAIT_MS: '60000' } });
  });

  afterAll(() => stage.stop());

  const finished = async (): Promise<string> => {
    const id = await aCampaign(stage.service);
    await launchOver(stage.service, id, recipients(300));
    await untilState(stage.service, id, 'finished');
    return id;
  };
  const run = (sql: string, id: string): Promise<unknown> => stage.service.database.query(sql, [id]);
  const audit = async (id: string): Promise<unknown> => (await stage.service.get(`/v1/campaigns/${id}/audit`)).body;

  it('is kept by the database, whichever statement changes deliveries, and what was noted is added up', async () => {
    const id = await finished();

    await run("UPDATE deliveries SET state = 'failed' WHERE source_id = $1 AND seq < 7", id);

    expect((await lookAt(stage.service, id)).ledger).toMatchObject({ audience: 300, accepted: 293, failed: 7, balanced: true });
    await waitUntil(async () => (await stage.service.database.query('SELECT FROM ledger_changes LIMIT 1')).length === 0, { what: 'the notes to be added up' });
    expect((await lookAt(stage.service, id)).ledger).toMatchObject({ audience: 300, accepted: 293, failed: 7, balanced: true });
    expect(await audit(id)).toMatchObject({ agrees: true, counted: { accepted: 293, failed: 7 } });
  });

  it('is found broken where counts do not add up to the audience, and shown as a metric', async () => {
    const id = await finished();
    await run("INSERT INTO ledger_changes VALUES ($1, 'accepted', -2)", id);
    await run("UPDATE campaigns SET state = 'running' WHERE id = $1", id);

    expect((await stage.service.get('/metrics')).body).toContain('widecast_ledger_imbalance{service="dispatch"} 2');
    expect(await untilState(stage.service, id, 'paused').catch((error: Error) => error.message)).toMatch(/does not balance/);
    expect(await waitUntil(async () => ((await lookAt(stage.service, id)).state === 'paused' ? await lookAt(stage.service, id) : undefined), { what: 'paused' })).toMatchObject({
      reason: 'ledger_gap', ledger: { accepted: 298, balanced: false },
    });
    expect(await audit(id)).toMatchObject({ agrees: false, kept: { accepted: 298 }, counted: { accepted: 300 } });
  });

  it('is not enough to finish where a full count says otherwise', async () => {
    const id = await finished();
    await run('DELETE FROM deliveries WHERE source_id = $1 AND seq = 5', id);
    await run("UPDATE campaigns SET state = 'running' WHERE id = $1", id);

    await waitUntil(async () => (await lookAt(stage.service, id)).reason === 'ledger_gap', { what: 'paused' });
    expect(await audit(id)).toMatchObject({ agrees: false, kept: { accepted: 300 }, counted: { accepted: 299 } });
  });
});
