import { afterAll, describe, expect, it } from '@jest/globals';
import { triageConfig } from '../src/config.ts';
import { automaticReason } from '../src/mail/automatic-mail.ts';
import { MailParser } from '../src/mail/mail-parser.ts';
import { readMail } from '../src/mail/read-mail.ts';

const ID = (n: number, host: string): string => `<${n.toString(16).padStart(12, '0')}.${n * 7919}@${host}>`;
const b64 = (text: string): string => Buffer.from(text).toString('base64').replaceAll(/(.{76})/g, '$1\r\n');
const word = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

interface Written {
  readonly n: number;
  readonly subject: string;
  readonly text: string;
}

const plain = (type: string, encoding: string, text: string): string => [`Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`, '', encoding === 'base64' ? b64(text) : text].join('\r\n');
const both = (boundary: string, text: string): string =>
  [`Content-Type: multipart/alternative; boundary="${boundary}"`, '', `--${boundary}`, plain('text/plain; charset="utf-8"', 'base64', text), `--${boundary}`, plain('text/html; charset="utf-8"', 'base64', `<html><body><p>${text}</p></body></html>`), `--${boundary}--`, ''].join('\r\n');

/** How ten mail programs write what a person says: their headers, among them those that look like a machine's. */
const PROGRAMS: Readonly<Record<string, (mail: Written) => readonly string[]>> = {
  Gmail: ({ n, text }) => ['Return-Path: <ann@gmail.test>', 'X-Received: by 2002:a05:6402::1 with SMTP id x', 'X-Google-DKIM-Signature: v=1; a=rsa-sha256', 'X-Gm-Message-State: AOJu0Yx', `Message-ID: ${ID(n, 'mail.gmail.test')}`, both('000000000000abc', text)],
  Outlook: ({ n, text }) => [
    'X-Auto-Response-Suppress: DR, OOF, AutoReply', 'X-MS-Has-Attach:', 'X-MS-TNEF-Correlator:', 'X-MS-Exchange-Organization-AuthAs: Internal', 'X-MS-Exchange-Organization-SCL: -1', 'Thread-Topic: Question', 'Thread-Index: AdmX', 'Accept-Language: ru-RU, en-US', 'Auto-Submitted: no', 'Importance: normal',
    `Message-ID: ${ID(n, 'eur01.prod.outlook.test')}`, both('_000_DB9PR', text),
  ],
  'Outlook Express': ({ n, text }) => ['X-Priority: 3', 'X-MSMail-Priority: Normal', 'X-Mailer: Microsoft Outlook Express 6.00.2900.5931', 'X-MimeOLE: Produced By Microsoft MimeOLE V6.00.2900.6157', `Message-ID: ${ID(n, 'ann')}`, plain('text/plain; format=flowed; charset="utf-8"', '8bit', text)],
  'Apple Mail': ({ n, text }) => ['Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3774\\))', 'X-Mailer: Apple Mail (2.3774)', 'X-Universally-Unique-Identifier: 5A', `Message-Id: ${ID(n, 'icloud.test')}`, plain('text/plain; charset=utf-8', '8bit', text)],
  iPhone: ({ n, text }) => ['X-Mailer: iPhone Mail (22B91)', `Message-Id: ${ID(n, 'icloud.test')}`, plain('text/plain; charset=utf-8', 'base64', `${text}\r\n\r\nSent from my iPhone`)],
  Thunderbird: ({ n, text }) => ['User-Agent: Mozilla Thunderbird', 'Content-Language: en-US', 'Disposition-Notification-To: Ann <ann@customer.test>', 'Return-Receipt-To: ann@customer.test', `Message-ID: ${ID(n, 'customer.test')}`, plain('text/plain; charset=UTF-8; format=flowed', '8bit', text)],
  'Mail.ru': ({ n, text }) => ['X-Mailer: Mail.Ru Mailer 1.0', 'X-Priority: 3 (Normal)', 'Authentication-Results: f1.i.mail.test; auth=pass', 'X-Mailru-Src: smtp', 'X-7564579A: 646B95376F6C166E', `Message-ID: ${ID(n, 'f1.my.com')}`, both('--ALT--x', text)],
  Yandex: ({ n, text }) => ['X-Yandex-Front: mail-nwsmtp', 'X-Yandex-TimeMark: 1764000000', 'X-Yandex-Spam: 1', 'X-Mailer: Yamail [ http://yandex.ru ] 5.0', 'Envelope-From: ann@yandex.test', `Message-Id: ${ID(n, 'myt.yp-c.yandex.test')}`, plain('text/html; charset=utf-8', 'base64', `<div>${text}</div>`)],
  'Lotus Notes': ({ n, text }) => ['X-MIMETrack: Serialize by Router on Mail01/Customer', 'X-Mailer: Lotus Notes Release 8.5.3', 'X-KeepSent: 5F9B', 'Sensitivity:', 'Importance: Normal', `Message-ID: ${ID(n, 'customer.test')}`, plain('text/plain; charset=UTF-8', 'base64', text)],
  mutt: ({ n, text }) => ['User-Agent: Mutt/2.2.9', 'X-Operating-System: Linux', 'Precedence: first-class', 'Organization: Small Shop', 'Mail-Followup-To: Ann <ann@customer.test>', `Message-ID: ${ID(n, 'shop.customer.test')}`, plain('text/plain; charset=utf-8', '8bit', text)],
};

const TOPICS = [
  'the delivery of order', 'an undelivered parcel of order', 'a failed payment of invoice', 'the return of order', 'no answer about ticket', 'an automatic renewal of plan', 'a vacation rental, booking', 'the office in building', 'a bounced direct debit of contract', 'a message that was not delivered, number',
  'доставка заказа', 'не доставлен заказ', 'возврат по заказу', 'автоматическое продление договора', 'отпуск и замена по договору',
];
const ASKS: readonly ((topic: string) => readonly [string, string])[] = [
  (topic) => [`Question about ${topic}`, `Hello, I have a question about ${topic}. Could you help?`], (topic) => [`Re: ${topic}`, `Still waiting for news on ${topic}.`], (topic) => [`FW: ${topic}`, `See below, this is about ${topic}.`],
  (topic) => [`Problem with ${topic}`, `There is a problem with ${topic}: delivery failed twice, the courier returned it to the sender.`], (topic) => [`URGENT: ${topic}`, `Please call me back about ${topic}!`], (topic) => [`Вопрос: ${topic}`, `Здравствуйте! Подскажите, что с этим: ${topic}?`],
  (topic) => [`Повторно: ${topic}`, `Пишу второй раз. Ответа нет. ${topic}`], (topic) => [`${topic} - complaint`, `I am unhappy with ${topic}. This is the third time.`], (topic) => [`Thanks for ${topic}`, `Thank you, ${topic} is fine now. I was out of the office, sorry for the late answer.`], (topic) => [`Is ${topic} on vacation?`, `Nobody answers the telephone about ${topic}. Is the office closed?`],
];

/** 15 topics, 10 ways to ask: 150 letters a program. */
const LETTERS: readonly Written[] = TOPICS.flatMap((topic, at) => ASKS.map((ask, way) => {
  const n = at * ASKS.length + way;
  const [subject, text] = ask(`${topic} ${10_000 + n}`);
  return { n, subject, text };
}));

describe('mail of people', () => {
  const parser = new MailParser(triageConfig.parse({ DATABASE_URL: 'postgres://none', WIDECAST_INTERNAL_SECRET: 'x'.repeat(32) }));

  afterAll(() => parser.onApplicationShutdown());

  it('is 1,500 letters here', () => expect(LETTERS.length * Object.keys(PROGRAMS).length).toBe(1500));

  it.each(Object.keys(PROGRAMS))('in the dress of %s is never held to be automatic, and is read', async (program) => {
    const dress = PROGRAMS[program] ?? (() => []);
    const wrong: string[] = [];
    for (const letter of LETTERS) {
      const raw = ['From: Ann Lee <ann@customer.test>', 'To: Support <support@widecast.localhost>', `Subject: ${word(letter.subject)}`, 'Date: Mon, 02 Nov 2026 10:00:00 +0300', 'MIME-Version: 1.0', ...dress(letter), ''].join('\r\n');
      const mail = readMail(await parser.parse(Buffer.from(raw)));
      const reason = automaticReason(mail, 'ann@customer.test', ['support@widecast.localhost']);
      if (reason !== null || mail.subject !== letter.subject || !mail.text.replaceAll(/\s+/g, ' ').includes(letter.text)) wrong.push(`${reason ?? 'not read'}: ${letter.subject}`);
    }

    expect(wrong).toEqual([]);
  });
});
