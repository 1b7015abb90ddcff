import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested, ticketOpened } from '@widecast/contracts';
import { createTestDatabase, waitUntil, type TestDatabase } from '@widecast/testing';
import { Desk } from './desk.ts';
import { letter, send } from './mail.ts';
import { TriageProcess } from './triage-process.ts';

describe('a mail whose taking is killed', () => {
  let database: TestDatabase;
  let desk: Desk;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await Desk.open({ databaseUrl: database.url });
  });

  afterAll(async () => {
    await desk.stop();
    await database.drop();
  });

  const onceMore = async (from: string, raw: Buffer): Promise<void> => {
    expect(await send(desk.port, raw)).toMatch(/^250/);
    expect(await send(desk.port, raw)).toMatch(/^250/);
    const tickets = await desk.ticketsOf(from);
    expect(tickets.map(({ messages }) => messages.map(({ direction }) => direction))).toEqual([['in', 'out']]);
    expect((await desk.service.published(ticketOpened)).filter(({ ticketId }) => ticketId === tickets[0]?.id)).toHaveLength(1);
    expect((await desk.service.published(replyRequested)).filter(({ to }) => to === from)).toHaveLength(1);
  };

  it.each(['received_mails', 'outbox'])('before it is written into %s is not taken, then once', async (table) => {
    const from = `${table.replace('_', '')}@customer.test`;
    const raw = letter({ from });
    const killed = await TriageProcess.start(database.url);

    const answer = await desk.service.database.transaction(async (tx) => {
      await tx.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
      const sent = send(killed.port, raw);
      await killed.untilItWaits(desk.service.database, `INSERT INTO ${table}`);
      await killed.kill();
      return await sent;
    });

    expect(answer).not.toMatch(/^250/);
    expect(await desk.ticketsOf(from)).toEqual([]);
    await onceMore(from, raw);
  }, 60_000);

  it('as soon as it is committed is taken, once, whether its 250 came or not', async () => {
    const from = 'committed@customer.test';
    const raw = letter({ from });
    const killed = await TriageProcess.start(database.url);

    const sent = send(killed.port, raw);
    await waitUntil(async () => (await desk.ticketsOf(from)).length > 0, { what: 'the ticket', interval: 1 });
    await killed.kill();
    await sent;

    await onceMore(from, raw);
  }, 60_000);
});
