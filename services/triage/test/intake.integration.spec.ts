import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested } from '@widecast/contracts';
import { MailRetention } from '../src/intake/mail-retention.ts';
import { Desk } from './desk.ts';
import { letter, send, SUPPORT } from './mail.ts';

describe('a mail that comes in', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

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

  it('is not taken for another of the same words when neither has an id', async () => {
    const anonymous = { from: 'form@customer.test', text: 'Call me back', headers: { 'Message-ID': '', Date: '' } };
    const raw = letter(anonymous);

    for (const mail of [raw, raw, letter({ ...anonymous, headers: { ...anonymous.headers, Received: 'from form.test by mx.test; Tue, 3 Nov 2026 10:00:00 +0000' } })]) await send(desk.port, mail);

    expect((await desk.ticketsOf('form@customer.test')).flatMap(({ messages }) => messages.filter(({ direction }) => direction === 'in'))).toHaveLength(2);
  });

  it('is forgotten when it is old, its ticket is not', async () => {
    await desk.mail({ from: 'old@customer.test' });
    await desk.mail({ from: 'nobody', envelope: 'old@customer.test' });
    const count = async (table: string): Promise<number> => (await desk.service.database.query(`SELECT 1 FROM ${table}`)).length;
    const before = { raw: await count('raw_mails'), received: await count('received_mails') };
    await desk.service.database.query(`UPDATE quarantined_mails SET received_at = now() - interval '31 days'`);
    await desk.service.database.query(`UPDATE raw_mails SET received_at = now() - interval '89 days'`);

    await desk.service.running.app.get(MailRetention).clean();
    expect({ raw: await count('raw_mails'), received: await count('received_mails'), quarantined: await count('quarantined_mails') }).toEqual({ ...before, quarantined: 0 });

    await desk.service.database.query(`UPDATE raw_mails SET received_at = now() - interval '91 days'`);
    await desk.service.running.app.get(MailRetention).clean();
    expect(await count('raw_mails')).toBe(0);
    expect((await desk.ticketsOf('old@customer.test'))[0]?.messages[0]?.text).toBe('How do I see my plan?');
  });
});
