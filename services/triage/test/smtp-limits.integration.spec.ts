import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { selfSigned } from '../src/smtp/self-signed.ts';
import { Desk } from './desk.ts';
import { letter, SmtpTalk, SUPPORT } from './mail.ts';

const OWN = selfSigned('widecast.localhost', 'a secret of tests, thirty-two characters');

/** The answers to MAIL, RCPT and the message, as far as it comes. */
async function mailOver(talk: SmtpTalk, from: string, raw = letter({ from })): Promise<string[]> {
  const answers: string[] = [];
  for (const step of [() => talk.say(`MAIL FROM:<${from}>`), () => talk.say(`RCPT TO:<${SUPPORT}>`), () => talk.say('DATA'), () => talk.data(raw)]) {
    answers.push((await step()).slice(0, 3));
    if (/^[45]/.test(answers.at(-1) ?? '')) return answers;
  }
  return answers;
}

describe('the SMTP port under STARTTLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'widecast-tls-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const takesMail = async (desk: Desk, cert: string): Promise<void> => {
    const talk = await SmtpTalk.open(desk.port);
    await talk.say('EHLO client.test');
    expect(await talk.secure()).toEqual(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }));
    expect(await talk.say('EHLO client.test')).not.toContain('STARTTLS');
    expect(await mailOver(talk, 'safe@customer.test')).toEqual(['250', '250', '354', '250']);
    talk.close();
    expect(await desk.ticketsOf('safe@customer.test')).toHaveLength(1);
    await desk.stop();
  };

  it('takes mail with the certificate that it makes itself', async () => takesMail(await Desk.open(), OWN.cert));

  it('takes mail with a certificate of the vendor', async () => {
    const { cert, key } = selfSigned('widecast.localhost', 'a secret of the vendor himself, somewhere');
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    writeFileSync(certFile, cert);
    writeFileSync(keyFile, key);

    await takesMail(await Desk.open({ env: { TICKETS_TLS_CERT: certFile, TICKETS_TLS_KEY: keyFile } }), cert);
  });

  it('says which file cannot be read', async () => {
    await expect(Desk.open({ env: { TICKETS_TLS_CERT: join(folder, 'none.pem'), TICKETS_TLS_KEY: 'none.pem' } })).rejects.toThrow(/TICKETS_TLS_CERT: .*none.pem cannot be read \(ENOENT\)/);
    await expect(Desk.open({ env: { TICKETS_TLS_CERT: 'cert.pem' } })).rejects.toThrow('TICKETS_TLS_KEY is needed where TICKETS_TLS_CERT is set');
  });
});

/** WIDECAST_FLOOD_MAILS says how many else: 10,000 take half a minute. */
const FLOOD = Number(process.env['WIDECAST_FLOOD_MAILS'] ?? 300);
const CONNECTIONS = 10;

describe('mails of one sender', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_SENDER_MAILS: '40', TICKETS_SENDER_TICKETS: '5', TICKETS_CONNECTION_MAILS: '50' } });
  });

  afterAll(() => desk.stop());

  it(`are told to come later beyond the rate, ${FLOOD} of them end as one ticket, and others are heard meanwhile`, async () => {
    const codes: Record<string, number> = {};
    await Promise.all(Array.from({ length: CONNECTIONS }, async (_, connection) => {
      const talk = await SmtpTalk.open(desk.port);
      await talk.say('EHLO client.test');
      for (let n = 0; n < FLOOD / CONNECTIONS; n += 1) {
        const last = (await mailOver(talk, 'flood@customer.test', letter({ from: 'flood@customer.test', subject: `Alert ${connection} ${n}`, text: `The disk is ${n} % full.` }))).at(-1) ?? '';
        codes[last] = (codes[last] ?? 0) + 1;
      }
      talk.close();
    }));

    expect(codes).toEqual({ 250: expect.any(Number), 450: expect.any(Number) });
    expect((codes['250'] ?? 0) + (codes['450'] ?? 0)).toBe(FLOOD);
    expect(codes['250']).toBeLessThan(60);
    const tickets = await desk.ticketsOf('flood@customer.test');
    expect(tickets).toHaveLength(1);
    expect(tickets[0]?.messages.filter(({ direction }) => direction === 'in')).toHaveLength(codes['250'] ?? 0);
    expect(await desk.mail({ from: 'other@customer.test' })).toMatch(/^250/);
  });

  it('open only so many tickets an hour, whatever they are about; nothing is thrown away', async () => {
    const abouts = 'apple pear plum cherry grape melon lemon fig'.split(' ');
    for (const about of abouts) await desk.mail({ from: 'busy@customer.test', subject: about, text: `About ${about}.` });

    const tickets = await desk.ticketsOf('busy@customer.test');
    expect(tickets.map(({ subject }) => subject)).toEqual(abouts.slice(0, 5));
    expect(tickets.at(-1)?.messages.flatMap(({ direction, text }) => (direction === 'in' ? text : []))).toEqual(['About grape.', 'About melon.', 'About lemon.', 'About fig.']);
  });

  it('over one connection are limited too', async () => {
    const talk = await SmtpTalk.open(desk.port);
    await talk.say('EHLO client.test');
    const answers: string[] = [];
    for (let n = 0; n < 51; n += 1) answers.push((await mailOver(talk, `many${n}@customer.test`)).at(-1) ?? '');

    expect(answers).toEqual([...Array<string>(50).fill('250'), '421']);
    talk.close();
  });
});
