import { describe, expect, it } from '@jest/globals';
import { replyRequested, ticketOpened } from '@widecast/contracts';
import { createTestDatabase } from '@widecast/testing';
import { Desk } from './desk.ts';
import { letter, send } from './mail.ts';
import { TcpGate } from './tcp-gate.ts';
import { TriageProcess } from './triage-process.ts';

describe('intake by SMTP in bad times', () => {
  it('asks to try again while the database is away, and loses and doubles nothing', async () => {
    const database = await createTestDatabase();
    const url = new URL(database.url);
    const gate = await TcpGate.before({ host: url.hostname, port: Number(url.port || 5432) });
    url.host = `${gate.address.host}:${gate.address.port}`;
    const desk = await Desk.open({ databaseUrl: url.toString() });
    const raw = letter({ from: 'patient@customer.test' });

    await gate.shut();
    const refused = await send(desk.port, raw);
    await gate.open();
    const taken = await send(desk.port, raw);
    const again = await send(desk.port, raw);

    expect([refused, taken, again].map((answer) => answer.slice(0, 3))).toEqual(['451', '250', '250']);
    expect(await desk.ticketsOf('patient@customer.test')).toHaveLength(1);
    await desk.stop();
    await gate.shut();
    await database.drop();
  }, 60_000);

  it('goes on after a restart where it stopped', async () => {
    const database = await createTestDatabase();
    const raw = letter({ from: 'steady@customer.test', text: 'I want to make a complaint' });
    const before = await Desk.open({ databaseUrl: database.url });
    await send(before.port, raw);
    const [acknowledgement] = await before.service.published(replyRequested);
    await before.stop();

    const after = await Desk.open({ databaseUrl: database.url });
    await send(after.port, raw);
    await after.mail({ from: 'steady@customer.test', to: acknowledgement?.replyTo ?? '', text: 'And one more thing' });

    const tickets = await after.ticketsOf('steady@customer.test');
    expect(tickets.map(({ messages }) => messages.length)).toEqual([3]);
    expect(await after.service.published(replyRequested)).toHaveLength(1);
    expect(await after.service.published(ticketOpened)).toHaveLength(1);
    await after.stop();
    await database.drop();
  });

  it('asks to try again when the database gives up for a moment, and keeps for a person what it will never take', async () => {
    const desk = await Desk.open();
    const raw = letter({ from: 'moment@customer.test' });
    const fail = (code: string): Promise<unknown> => desk.service.database.query(
      `CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${code}'; END $$`,
    );
    await fail('40001');
    await desk.service.database.query('CREATE TRIGGER fail BEFORE INSERT ON tickets EXECUTE FUNCTION fail()');

    const answers: string[] = [];
    for (const code of ['40001', '40P01', '55P03', '57014', '22021']) {
      await fail(code);
      answers.push((await send(desk.port, raw)).slice(0, 3));
    }

    expect(answers).toEqual(['451', '451', '451', '451', '250']);
    expect(await desk.received()).toEqual({ 'quarantined: it could not be filed': 1 });
    await desk.stop();
  });

  it('loses and doubles nothing when it is killed before it has committed', async () => {
    const database = await createTestDatabase();
    const raw = letter({ from: 'crash@customer.test' });
    const watcher = await Desk.open({ databaseUrl: database.url });
    const killed = await TriageProcess.start(database.url);
    const blocked = watcher.service.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE tickets IN EXCLUSIVE MODE');
      const answer = send(killed.port, raw);
      await killed.untilItWaits(watcher.service.database);
      await killed.kill();
      return await answer;
    });

    expect(await blocked).not.toMatch(/^250/);
    expect(await watcher.ticketsOf('crash@customer.test')).toEqual([]);
    expect(await send(watcher.port, raw)).toMatch(/^250/);
    expect(await send(watcher.port, raw)).toMatch(/^250/);
    expect(await watcher.ticketsOf('crash@customer.test')).toHaveLength(1);
    await watcher.stop();
    await database.drop();
  }, 60_000);
});
