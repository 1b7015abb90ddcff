import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { replyRequested } from '@widecast/contracts';
import { createTestDatabase, reactAt, waitUntil } from '@widecast/testing';
import { aCampaign, launchOver, lookAt, recipients, startStage, untilState } from './builders.ts';
import { DatabaseLink } from './database-link.ts';

describe('a fault in flight', () => {
  it('of the database leaves nothing in doubt that a relay has answered, and is over by itself', async () => {
    const database = await createTestDatabase();
    const link = await DatabaseLink.to(database.url);
    const stage = await startStage({ databaseUrl: link.url }, { script: reactAt('message', { delay: 5 }) });
    const { service, sink } = stage;
    const id = await aCampaign(service);
    await launchOver(service, id, recipients(1000));
    await sink.waitFor(300);

    await link.cutFor(2000);

    expect((await untilState(service, id, 'finished', 60_000)).ledger).toMatchObject({ accepted: 1000, in_doubt: 0, balanced: true });
    expect(sink.count).toBe(1000);
    expect(new Set(sink.recipients()).size).toBe(1000);
    await stage.stop();
    await link.close();
    await database.drop();
  }, 90_000);

  it('of a relay that answers later than a lease lasts makes nobody get a message twice', async () => {
    const stage = await startStage({ env: { LEASE_MS: '1000' } }, { script: reactAt('message', { delay: 3000 }) });
    const { service, sink } = stage;
    const reply = {
      replyId: randomUUID(), ticketId: randomUUID(), contactId: randomUUID(), to: 'asker@example.com', subject: 'Re: Bill', text: 'Hello', messageId: '<t.1@support.example>',
      replyTo: 'support@support.example', inReplyTo: null, references: [], automatic: false,
    };
    const id = await aCampaign(service);

    await service.publish(replyRequested, reply, reply);
    await launchOver(service, id, recipients(10));

    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 10, in_doubt: 0 });
    const [answer] = await waitUntil(async () => {
      const rows = await service.database.query('SELECT state, mark, attempt FROM deliveries WHERE source_id = $1', [reply.ticketId]);
      return rows[0]?.['state'] === 'accepted' ? rows : undefined;
    }, { what: 'the answer' });
    expect(answer).toEqual({ state: 'accepted', mark: null, attempt: 1 });
    expect(sink.count).toBe(11);
    await stage.stop();
  }, 60_000);

  it('that lets a lease run out does not make an answer untrue that comes after it', async () => {
    let answer = (): void => undefined;
    const stage = await startStage({}, { script: reactAt('message', { delay: new Promise<void>((resolve) => (answer = resolve)) }) });
    const { service, sink } = stage;
    const id = await aCampaign(service);
    await launchOver(service, id, recipients(5));
    await waitUntil(async () => (await lookAt(service, id)).ledger.sending > 0, { what: 'sending' });

    await service.database.query("UPDATE claims SET lease_until = now() - interval '1 second'");
    await waitUntil(async () => (await lookAt(service, id)).ledger.in_doubt > 0, { what: 'taken up by the recovery' });
    answer();

    await waitUntil(async () => (await lookAt(service, id)).ledger.accepted === 5, { what: 'the answers' });
    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 5, in_doubt: 0, balanced: true });
    expect(await service.database.query('SELECT DISTINCT mark FROM deliveries')).toEqual([{ mark: null }]);
    expect(sink.count).toBe(5);
    await stage.stop();
  }, 60_000);
});
