import { describe, expect, it } from '@jest/globals';
import { deliveriesSettled } from '@widecast/contracts';
import { createTestDatabase, startSmtpSink, startTestService, waitUntil } from '@widecast/testing';
import { dispatch } from '../src/index.ts';
import { aCampaign, launchOver, lookAt, QUICK, recipients, untilState } from './builders.ts';

describe('after a restart', () => {
  it('nothing that a killed worker left behind is lost, sent twice or forgotten', async () => {
    const database = await createTestDatabase();
    const sink = await startSmtpSink();
    const everybody = recipients(300);
    const nowhere = await startTestService(dispatch, { databaseUrl: database.url, env: { ...QUICK, SMTP_URL: 'smtp://127.0.0.1:9', SMTP_REST_MS: '60000' } });
    const id = await aCampaign(nowhere);
    await launchOver(nowhere, id, everybody);
    await waitUntil(async () => { const { ledger } = await lookAt(nowhere, id); return ledger.pending === 300 && ledger.audience === 300; }, { what: 'entered' });
    // What kill -9 leaves: 100 claimed of which 40 were being sent, under a lease that ends some day.
    const fence = '6f2008ff-a1e0-4bd5-a987-5c8b9485cc13';
    await nowhere.running.stop();
    const ghost = await startTestService(dispatch, { databaseUrl: database.url, env: { ...QUICK, SMTP_URL: 'smtp://127.0.0.1:9', SMTP_REST_MS: '60000' } });
    await ghost.database.query("UPDATE sources SET state = 'paused' WHERE id = $1", [id]);
    await waitUntil(async () => (await ghost.database.query('SELECT FROM claims')).length === 0, { what: 'what it could not send is given back' });
    await ghost.database.query("DELETE FROM redos WHERE seq < 100");
    await ghost.database.query("UPDATE sources SET cursor = greatest(cursor, 100) WHERE id = $1", [id]);
    await ghost.database.query("INSERT INTO claims VALUES ($1, $2, '{[0,100)}', '{[0,40)}', now() - interval '1 second')", [fence, id]);
    await ghost.database.query("UPDATE sources SET state = 'open' WHERE id = $1", [id]);
    await ghost.running.stop();

    const service = await startTestService(dispatch, { databaseUrl: database.url, env: { ...QUICK, SMTP_URL: `smtp://127.0.0.1:${sink.port}` } });
    const done = await untilState(service, id, 'finished');

    expect(done.ledger).toMatchObject({ accepted: 260, in_doubt: 40, balanced: true });
    expect(sink.count).toBe(260);
    expect(new Set(sink.recipients()).size).toBe(260);
    const outcomes = (await service.published(deliveriesSettled)).flatMap((event) => event.outcomes);
    expect(new Set(outcomes.map(({ contactId }) => contactId)).size).toBe(300);
    await service.running.stop();
    await sink.stop();
    await database.drop();
  });

  it('two senders on one ledger send everything once', async () => {
    const database = await createTestDatabase();
    const sink = await startSmtpSink();
    const env = { ...QUICK, SMTP_URL: `smtp://127.0.0.1:${sink.port}`, CLAIM_ROWS: '50' };
    const one = await startTestService(dispatch, { databaseUrl: database.url, env });
    const two = await startTestService(dispatch, { databaseUrl: database.url, env });
    const id = await aCampaign(one);

    await launchOver(one, id, recipients(800));

    expect((await untilState(two, id, 'finished')).ledger.accepted).toBe(800);
    expect(sink.count).toBe(800);
    expect(new Set(sink.recipients()).size).toBe(800);
    await one.running.stop();
    await two.running.stop();
    await sink.stop();
    await database.drop();
  });
});
