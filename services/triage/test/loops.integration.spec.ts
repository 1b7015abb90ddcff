import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested, type ReplyRequested } from '@widecast/contracts';
import { Desk } from './desk.ts';
import type { Letter } from './mail.ts';

type Answers = (to: ReplyRequested, round: number) => Letter;

const quoted = (text: string): string => text.split('\n').map((line) => `> ${line}`).join('\n');
const thread = ({ messageId, references }: ReplyRequested): Record<string, string> => ({ 'In-Reply-To': messageId, References: [...references, messageId].join(' ') });

/** Machines that answer whatever comes, from those that mark themselves to those that do all wrong. */
const RESPONDERS: Readonly<Record<string, Answers>> = {
  'a vacation program of RFC 3834': (to) => ({ envelope: '', subject: `Auto: ${to.subject}`, headers: { 'Auto-Submitted': 'auto-replied (vacation)', ...thread(to) } }),
  'an out-of-office of Exchange': (to) => ({ subject: `Automatic reply: ${to.subject}`, headers: { 'X-Auto-Response-Suppress': 'All', 'Auto-Submitted': 'auto-generated', ...thread(to) } }),
  'an out-of-office that marks nothing but its subject': (to) => ({ subject: `Out of Office: ${to.subject}`, text: 'I am away until Monday.' }),
  'the same in Russian': () => ({ subject: 'Автоответ: в отпуске', text: 'Я вернусь в понедельник.' }),
  'an autoresponder of precedence bulk': (to) => ({ subject: `Re: ${to.subject}`, headers: { Precedence: 'bulk' }, text: 'Thank you for your mail.' }),
  'an old script that keeps the thread and marks nothing': (to) => ({ to: to.replyTo, subject: to.subject, headers: thread(to), text: `Thank you for your mail.\n\n${quoted(to.text)}` }),
  'an old script that begins a new thread each time': (to, round) => ({ subject: `We got "${to.subject}"`, text: `Your mail has the number ${round}.` }),
  'a help desk that gives every mail another number': (to, round) => ({ subject: `[Ticket#${4711 + round}] ${to.subject}`, text: `Case ${4711 + round} was opened. Please keep the number in the subject.` }),
  'a help desk that answers from an address a case': (to, round) => ({ from: `case+${round}@desk.test`, to: to.replyTo, subject: to.subject, text: 'A colleague will look at it.' }),
  'a help desk that answers from ever new addresses and keeps the thread': (to, round) => ({ from: `case${round}@newdesk.test`, subject: `Re: ${to.subject}`, headers: thread(to), text: 'A colleague will look at it.' }),
  'a mailing list that sends everything back': (to) => ({ subject: `[list] ${to.subject}`, headers: { 'List-Id': '<all.customer.test>', Precedence: 'list' }, text: to.text }),
  'a forwarding that sends our own mail back': (to) => ({ from: 'support@widecast.localhost', subject: to.subject, headers: { 'Auto-Submitted': 'auto-replied', 'Message-ID': to.messageId }, text: to.text }),
  'a forwarding that loses all headers': (to, round) => ({ subject: `Fwd: ${to.subject}`, text: `${round}\n${to.text}` }),
  'a mail server that returns everything': (to) => ({ envelope: '', from: 'MAILER-DAEMON@customer.test', subject: 'Undelivered Mail Returned to Sender', text: `It could not be delivered.\n${to.text}` }),
  'a reader that confirms the reading': (to) => ({ subject: `Read: ${to.subject}`, headers: { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=x', ...thread(to) }, text: '--x\n\nYour message was read.\n--x--' }),
  'an echo that writes its address in all ways': (to, round) => ({ from: round % 2 ? 'Loud.Echo@Customer.TEST' : '"Echo" <loud.echo@customer.test>', to: to.replyTo, subject: to.subject, text: `${round} ${to.text}` }),
};

describe('two responders', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  it.each(Object.keys(RESPONDERS))('stop where the other one is %s', async (kind) => {
    const host = `${Object.keys(RESPONDERS).indexOf(kind)}.test`;
    const first = await desk.mail({ from: `robot@${host}`, subject: 'A question', text: 'How do I add a seat?' });
    const seen = new Set((await desk.service.published(replyRequested)).filter(({ to }) => !to.endsWith(host)).map(({ replyId }) => replyId));
    const answers = RESPONDERS[kind];
    let rounds = 0;
    for (; rounds < 15; rounds += 1) {
      const next = (await desk.service.published(replyRequested)).find(({ replyId }) => !seen.has(replyId));
      if (!next || !answers) break;
      seen.add(next.replyId);
      await desk.mail({ from: `robot@${host}`, ...answers(next, rounds) });
    }

    expect([first.slice(0, 3), rounds > 0, rounds <= 2]).toEqual(['250', true, true]);
  });
});
