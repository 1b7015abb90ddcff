import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, waitUntil } from '@widecast/testing';
import { Desk } from './desk.ts';
import { letter, SmtpTalk, SUPPORT } from './mail.ts';

async function inData(port: number, from: string): Promise<SmtpTalk> {
  const talk = await SmtpTalk.open(port);
  for (const line of ['EHLO client.test', `MAIL FROM:<${from}>`, `RCPT TO:<${SUPPORT}>`, 'DATA']) await talk.say(line);
  return talk;
}

describe('the SMTP port', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_MAX_BYTES: '6000000' } });
  });

  afterAll(() => desk.stop());

  it('announces its limit of size and offers nothing it does not do', async () => {
    const talk = await SmtpTalk.open(desk.port);

    const answer = await talk.say('EHLO client.test');

    expect(answer).toContain('SIZE 6000000');
    expect(answer).toContain('STARTTLS');
    expect(answer).not.toMatch(/AUTH/);
    talk.close();
  });

  it('takes mail for support alone, with or without a tag', async () => {
    const talk = await SmtpTalk.open(desk.port);
    await talk.say('EHLO client.test');
    await talk.say('MAIL FROM:<ann@customer.test>');

    const answers: string[] = [];
    for (const to of ['else@widecast.localhost', 'support@elsewhere.test', SUPPORT, 'SUPPORT+tag@Widecast.localhost']) answers.push((await talk.say(`RCPT TO:<${to}>`)).slice(0, 3));

    expect(answers).toEqual(['550', '550', '250', '250']);
    talk.close();
  });

  it('refuses what is too large, announced or not, and goes on', async () => {
    const talk = await SmtpTalk.open(desk.port);
    await talk.say('EHLO client.test');
    expect(await talk.say('MAIL FROM:<big@customer.test> SIZE=6000001')).toMatch(/^552/);

    await talk.say('MAIL FROM:<big@customer.test>');
    await talk.say(`RCPT TO:<${SUPPORT}>`);
    await talk.say('DATA');
    expect(await talk.data(letter({ from: 'big@customer.test', text: `${'a'.repeat(70)}\n`.repeat(100_000) }))).toMatch(/^552/);

    await talk.say('MAIL FROM:<big@customer.test>');
    await talk.say(`RCPT TO:<${SUPPORT}>`);
    await talk.say('DATA');
    expect(await talk.data(letter({ from: 'big@customer.test', text: '.starts with a dot\n..and two' }))).toMatch(/^250/);
    talk.close();
    const tickets = await desk.ticketsOf('big@customer.test');
    expect(tickets.map(({ messages }) => messages[0]?.text)).toEqual(['.starts with a dot\n..and two']);
  });

  it('takes nothing of a mail that breaks off', async () => {
    const talk = await inData(desk.port, 'broken@customer.test');
    talk.write(letter({ from: 'broken@customer.test' }));
    talk.close();

    expect(await desk.mail({ from: 'after@customer.test' })).toMatch(/^250/);
    expect(await desk.ticketsOf('broken@customer.test')).toEqual([]);
  });

  it('says plainly when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as AddressInfo;

    const database = await createTestDatabase();
    await expect(Desk.open({ databaseUrl: database.url, env: { TICKETS_SMTP_PORT: String(port) } })).rejects.toThrow(`TICKETS_SMTP_PORT: port ${port} on 127.0.0.1 is taken by another program`);
    other.close();
    await database.drop();
  });

  it('is absent where no port is set', async () => {
    const desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '' } });

    expect(desk.port).toBe(0);
    await desk.stop();
  });
});

describe('slow senders', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_MAIL_MS: '1500', TICKETS_CONNECTIONS: '4' } });
  });

  afterAll(() => desk.stop());

  it('are ended when no mail comes in time, though they are never idle', async () => {
    const talk = await inData(desk.port, 'slow@customer.test');
    const drip = setInterval(() => talk.write('x'), 100);

    await waitUntil(() => talk.isClosed, { what: 'the end of the connection' });

    clearInterval(drip);
    expect(talk.received).toMatch(/^421/m);
  });

  it('hold the connections of others for that long only', async () => {
    const slow: SmtpTalk[] = [];
    await waitUntil(async () => slow.push(await SmtpTalk.open(desk.port)) > 4 && slow.at(-1)?.received.startsWith('421'), { what: 'one too many', interval: 1 });
    expect(slow.slice(0, 4).map(({ received }) => received.slice(0, 3))).toEqual(['220', '220', '220', '220']);
    await waitUntil(() => slow.every(({ isClosed }) => isClosed), { what: 'the end of the slow ones' });
    expect(await desk.mail({ from: 'next@customer.test' })).toMatch(/^250/);
  });
});
