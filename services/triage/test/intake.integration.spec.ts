import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested, ticketOpened } from '@widecast/contracts';
import { createTestDatabase } from '@widecast/testing';
import { Desk } from './desk.ts';
import { HOSTILE } from './hostile-mails.ts';
import { letter, send, SmtpTalk, SUPPORT } from './mail.ts';
import { TcpGate } from './tcp-gate.ts';

describe('intake by SMTP', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_MAX_BYTES: '6000000', TICKETS_PARSE_MS: '3000' } });
  });

  afterAll(() => desk.stop());

  it('announces its limit of size and offers nothing it does not do', async () => {
    const talk = await SmtpTalk.open(desk.port);

    const answer = await talk.say('EHLO client.test');

    expect(answer).toContain('SIZE 6000000');
    expect(answer).not.toMatch(/AUTH|STARTTLS/);
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

  it('opens one ticket for a mail that comes several times, also at the same time and by another way', async () => {
    const raw = letter({ from: 'twice@customer.test' });
    const detour = Buffer.concat([Buffer.from('Received: from elsewhere.test by here.test\r\n'), raw]);

    const answers = await Promise.all([raw, raw, detour, raw].map((mail) => send(desk.port, mail)));
    await send(desk.port, detour);

    expect(answers.every((answer) => answer.startsWith('250'))).toBe(true);
    expect(await desk.ticketsOf('twice@customer.test')).toHaveLength(1);
    expect((await desk.service.published(replyRequested)).filter(({ to }) => to === 'twice@customer.test')).toHaveLength(1);
  });

  it('takes other content under a known Message-ID for another mail', async () => {
    const headers = { 'Message-ID': '<same@x.test>' };
    await desk.mail({ from: 'first@customer.test', text: 'One', headers });
    await desk.mail({ from: 'second@customer.test', text: 'Two', headers });

    expect([...(await desk.ticketsOf('first@customer.test')), ...(await desk.ticketsOf('second@customer.test'))]).toHaveLength(2);
  });

  it('reads mail as mail programs write it', async () => {
    const lines = [
      'From: =?koi8-r?B?4c7OwQ==?= <anna@customer.test>', `To: ${SUPPORT}`, 'Subject: =?windows-1251?B?0ffl8g==?=', 'Message-ID: <mime@x.test>', 'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=m', '', '--m', 'Content-Type: multipart/alternative; boundary=a', '', '--a', 'Content-Type: text/html; charset=utf-8', '',
      '<p>Please <b>help</b> with the&nbsp;invoice</p>', '--a--', '--m', 'Content-Type: application/pdf; name=invoice.pdf', 'Content-Transfer-Encoding: base64', '', 'JVBERi0=', '--m--', '',
    ];

    expect(await desk.mail({ from: 'anna@customer.test' }, Buffer.from(lines.join('\r\n')))).toMatch(/^250/);

    const [ticket] = await desk.ticketsOf('anna@customer.test');
    expect(ticket).toMatchObject({ name: 'Анна', subject: 'Счет', intent: 'billing' });
    expect(ticket?.messages[0]).toMatchObject({ attachments: [{ name: 'invoice.pdf', type: 'application/pdf', bytes: 5 }] });
    expect(ticket?.messages[0]?.text).toMatch(/Please help with the.invoice/);
  });

  it('ends every broken or hostile mail as a ticket, ignored or in quarantine, and lives', async () => {
    const before = Object.values(await desk.received()).reduce((sum, mails) => sum + mails, 0);
    const answers: Record<string, string> = {};
    for (const [name, raw] of Object.entries(HOSTILE)) answers[name] = (await send(desk.port, raw, { sender: 'mallory@hostile.test' })).slice(0, 3);

    expect(Object.entries(answers).filter(([, code]) => code !== '250')).toEqual([]);
    expect(Object.values(await desk.received()).reduce((sum, mails) => sum + mails, 0) - before).toBe(Object.keys(HOSTILE).length);
    const { body } = await desk.service.get('/v1/tickets/quarantine?limit=200');
    const { mails } = body as { mails: { reason: string; bytes: number; head: string }[] };
    expect(new Set(mails.map(({ reason }) => reason))).toEqual(new Set([
      'it has no usable From', 'it has neither a subject nor a text', 'Max header size for a MIME node exceeded', 'Max allowed child nodes exceeded',
    ]));
    expect(mails.some(({ head }) => head.includes('who am I'))).toBe(true);
    expect(await desk.mail({ from: 'after@customer.test' })).toMatch(/^250/);
  }, 120_000);

  it('puts a mail that takes too long into the quarantine and reads the next one', async () => {
    const hurried = await Desk.open({ env: { TICKETS_PARSE_MS: '50' } });
    try {
      await hurried.mail({ from: 'warm@customer.test' });
      const slow = Buffer.from(`From: slow@hostile.test\r\nContent-Type: text/html\r\n\r\n${'<p><b>x</b></p>'.repeat(60_000)}`);

      expect(await send(hurried.port, slow)).toMatch(/^250/);

      expect(await hurried.received()).toMatchObject({ 'quarantined: it took longer than 50 ms': 1 });
    } finally {
      await hurried.stop();
    }
  });
});

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
