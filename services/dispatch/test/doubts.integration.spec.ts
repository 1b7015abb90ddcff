import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deliveriesSettled } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { aCampaign, launchOver, lookAt, recipients, startStage, untilState, type Stage } from './builders.ts';

describe('deliveries in doubt', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });

  afterAll(() => stage.stop());

  beforeEach(() => stage.sink.clear());

  /** A relay that hangs up on each of the first messages, after it has them. */
  async function campaignInDoubt(count: number, changes: object = {}): Promise<string> {
    let seen = 0;
    stage.sink.follow(({ stage: at }) => (at === 'message' && (seen += 1) <= count ? { close: true, store: true } : undefined));
    const id = await aCampaign(stage.service, changes);
    await launchOver(stage.service, id, recipients(count));
    await untilState(stage.service, id, 'finished');
    return id;
  }
  const resolve = async (id: string, body: object): Promise<unknown> => (await stage.service.post(`/v1/campaigns/${id}/in-doubt`, body)).body;
  const rowsOf = (id: string): Promise<Record<string, unknown>[]> => stage.service.database.query('SELECT seq, state, mark, attempt FROM deliveries WHERE source_id = $1 ORDER BY seq', [id]);

  it('are left by a campaign, and resolved by a person: arrived, failed, or sent again after its end', async () => {
    const { service, sink } = stage;
    const id = await campaignInDoubt(4);
    expect((await lookAt(service, id)).ledger).toMatchObject({ in_doubt: 4, accepted: 0 });

    expect(await resolve(id, { as: 'accepted', seqs: [0] })).toEqual({ resolved: 1 });
    expect(await resolve(id, { as: 'failed', seqs: [0, 1] })).toEqual({ resolved: 1 });
    expect(await resolve(id, { as: 'sent_again' })).toEqual({ resolved: 2 });
    await waitUntil(async () => (await lookAt(service, id)).ledger.accepted === 3, { what: 'sent again' });

    expect(await rowsOf(id)).toEqual([
      { seq: 0, state: 'accepted', mark: 'possibly_lost', attempt: 1 }, { seq: 1, state: 'failed', mark: 'possibly_lost', attempt: 1 },
      { seq: 2, state: 'accepted', mark: 'possible_duplicate', attempt: 2 }, { seq: 3, state: 'accepted', mark: 'possible_duplicate', attempt: 2 },
    ]);
    expect(sink.count).toBe(6);
    expect((await lookAt(service, id)).ledger).toMatchObject({ balanced: true, audience: 4, in_doubt: 0 });
    expect(await resolve(id, { as: 'sent_again' })).toEqual({ resolved: 0 });
    await waitUntil(async () => (await service.database.query("SELECT FROM sources WHERE id = $1 AND state = 'closed'", [id])).length === 1, { what: 'closed again' });
    const outcomes = (await service.published(deliveriesSettled)).filter(({ source }) => source.id === id).flatMap((event) => event.outcomes);
    expect(outcomes.map(({ state, version }) => `${state} ${version}`).toSorted()).toEqual(
      ['accepted 2', 'accepted 3', 'accepted 3', 'failed 2', 'in_doubt 1', 'in_doubt 1', 'in_doubt 1', 'in_doubt 1']);
  });

  it('are sent again by a campaign that is told so, and counted', async () => {
    const id = await campaignInDoubt(3, { inDoubt: 'sent_again' });

    expect((await lookAt(stage.service, id)).ledger).toMatchObject({ accepted: 3, in_doubt: 0 });
    expect(new Set((await rowsOf(id)).map(({ mark }) => mark))).toEqual(new Set(['possible_duplicate']));
    expect(stage.sink.count).toBe(6);
  });

  it('that were to be sent again, and are not because it is cancelled or too late by then, stay in doubt and are not said to have never left', async () => {
    const { service, sink } = stage;
    const putOff = async (): Promise<string> => {
      sink.clear();
      // It hangs up with the first message and then takes none for an hour.
      sink.follow(({ stage: at }) => (sink.count === 0 ? (at === 'message' ? { close: true, store: true } : undefined) : at === 'rcpt' ? { reply: '450 4.2.0 try again in 3600 seconds' } : undefined));
      const id = await aCampaign(service, { inDoubt: 'sent_again', timeToLiveHours: 1 });
      await launchOver(service, id, recipients(1));
      await waitUntil(async () => (await lookAt(service, id)).ledger.deferred === 1, { what: 'put off' });
      return id;
    };
    const [cancelled, late] = [await putOff(), await putOff()];

    await service.post(`/v1/campaigns/${cancelled}/cancel`);
    await service.database.query('UPDATE sources SET expires_at = now() WHERE id = $1', [late]);
    await service.database.query('UPDATE redos SET due_at = now() WHERE source_id = $1', [late]);

    for (const id of [cancelled, late]) {
      await waitUntil(async () => (await lookAt(service, id)).ledger.in_doubt === 1, { what: 'in doubt' });
      expect(await rowsOf(id)).toMatchObject([{ mark: 'possible_duplicate' }]);
      expect(await resolve(id, { as: 'accepted' })).toEqual({ resolved: 1 });
    }
  });

  it('of what is too late are not sent again', async () => {
    const id = await campaignInDoubt(1, { timeToLiveHours: 1 });
    await stage.service.database.query('UPDATE sources SET expires_at = now() WHERE id = $1', [id]);

    expect(await stage.service.post(`/v1/campaigns/${id}/in-doubt`, { as: 'sent_again' })).toMatchObject({ status: 409 });
    expect(await resolve(id, { as: 'failed' })).toEqual({ resolved: 1 });
  });
});
