import { describe, expect, it } from '@jest/globals';
import type { IncomingMail } from './incoming-mail.ts';
import { automaticReason, isAutomaticAddress, isProof, wantsNoAnswer } from './automatic-mail.ts';

const OWN = ['support@widecast.localhost'];

function aMail({ headers = {}, ...rest }: Partial<Omit<IncomingMail, 'headers'>> & { headers?: Record<string, string> } = {}): IncomingMail {
  return {
    messageId: '<1@x.test>', from: 'ann@customer.test', fromName: null, replyTo: null, addressees: [], subject: 'My plan', text: 'Hello', html: null, date: '', answers: [], references: [], attachments: [], ...rest,
    headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
  };
}

const reasonOf = (mail: IncomingMail, sender: string | undefined = 'ann@customer.test'): string | null => automaticReason(mail, sender, OWN);

describe('automaticReason', () => {
  it.each([
    ['auto-submitted', { 'auto-submitted': 'auto-replied' }], ['auto-submitted', { 'auto-submitted': 'auto-generated; owner-email="x@y.z"' }],
    ['report', { 'content-type': 'multipart/report; report-type=delivery-status; boundary=x' }], ['feedback loop', { 'content-type': 'multipart/report; report-type=feedback-report; boundary=x' }],
    ['null return path', { 'return-path': '<>' }], ['failed recipients', { 'x-failed-recipients': 'x@y.z' }], ['precedence', { precedence: 'bulk' }], ['precedence', { precedence: 'junk' }],
    ['mailing list', { 'list-id': '<news.x.test>' }], ['mailing list', { 'list-unsubscribe': '<https://x.test>' }], ['auto-reply header', { 'x-autoreply': 'yes' }], ['auto-reply header', { precedence: 'auto_reply' }],
    ['mailing list', { 'list-id': '<news.x.test>', 'list-unsubscribe': '<https://x.test/?of=support@widecast.localhost>' }],
  ])('is "%s" for %j', (reason, headers) => expect(reasonOf(aMail({ headers }))).toBe(reason));

  it('is seen by the null sender of the envelope', () => {
    expect(reasonOf(aMail(), '')).toBe('null return path');
  });

  it.each(['mailer-daemon@x.test', 'bounces+7=ann@x.test'])('is seen by the sender %s', (from) => {
    expect(reasonOf(aMail({ from }))).toBe('automatic sender');
    expect(isAutomaticAddress(from)).toBe(true);
  });

  it('is seen by a postmaster who tells of a failure; of any other people look what he wants', () => {
    expect(['Hello', 'user unknown: bob@x.test'].map((text) => reasonOf(aMail({ from: 'postmaster@x.test', text })))).toEqual(['postmaster', 'automatic sender']);
    expect([isProof('postmaster'), isAutomaticAddress('postmaster@x.test')]).toEqual([false, true]);
  });

  it.each(['noreply@x.test', 'no-reply+7@x.test', 'do-not-reply@x.test'])('is suspected of the sender %s, under which forms write, too', (from) => {
    expect([reasonOf(aMail({ from })), isProof('no-reply sender'), isAutomaticAddress(from)]).toEqual(['no-reply sender', false, true]);
  });

  it.each([
    [{ 'list-id': '<support.widecast.localhost>', precedence: 'list' }, 'ann@customer.test', null], [{ 'list-post': '<mailto:Support@widecast.localhost>' }, 'ann@customer.test', null],
    [{ 'list-id': '<support.widecast.localhost>', 'x-original-sender': 'ann@customer.test' }, OWN[0] ?? '', 'mailing list'],
  ])('takes what comes through a group at our own address for mail of people, or for somebody to look at: %j', (headers, from, reason) => {
    expect([reasonOf(aMail({ from, headers })), isProof('mailing list')]).toEqual([reason, false]);
  });

  it.each(['support@widecast.localhost', 'support+0123@widecast.localhost'])('is seen by our own address %s', (from) => {
    expect(reasonOf(aMail({ from }))).toBe('own address');
  });

  it.each([
    'Undelivered Mail Returned to Sender', 'Mail delivery failed: returning message to sender', 'Delivery Status Notification (Failure)', 'failure notice', 'Returned mail: User unknown',
    'Automatic reply: away', 'Auto-reply: holiday', 'Out of Office: back in May', 'Автоответ: в отпуске', 'Вне офиса до понедельника',
  ])('is seen by the subject "%s"', (subject) => expect(reasonOf(aMail({ subject }))).toBe('subject'));

  it.each([
    'Delivery of my parcel failed', 'My delivery has not come', 'Undelivered parcel', 'Mail from you does not arrive', 'Error in the report', 'Re: your message', 'Delivery problems again', 'Delivery delayed', 'Delivery status of order 7', 'Absence of an invoice',
    'How do I set an automatic reply?', 'The out of office text is not shown', 'Warning lamp is red', 'Не пришло сообщение', 'Доставка не удалась',
    'Failed delivery', 'Returned to sender: my order', 'Vacation days are wrong', 'Delivery notification did not arrive', 'Auto: insurance quote', 'Error sending invoices', 'Mail delivery problem', 'Out of office message is not shown', 'Away from home: forward my parcel', 'Automatic response to forms is broken',
  ])('leaves people alone who write about "%s"', (subject) => expect(reasonOf(aMail({ subject, text: 'Your message did not reach me, order 4711 of 550 items. Ann <ann@customer.test>' }))).toBeNull());

  it.each([
    ['subject', { subject: 'Failed delivery', text: 'Sorry: 550 5.1.1 No such user' }], ['subject', { subject: 'Error sending mail', text: 'To bob@x.test: timed out' }], ['body', { text: 'Your message was not delivered to the recipient' }],
  ])('is seen by its %s where the text says what failed: %j', (reason, mail) => expect(reasonOf(aMail(mail))).toBe(reason));

  it.each(['fblake@customer.test', 'fblanc.shop@customer.test', 'daemon@games.test'])('is not seen by the names of people: %s', (from) => {
    expect([reasonOf(aMail({ from })), isAutomaticAddress('fbl-7@customer.test')]).toEqual([null, true]);
  });

  it.each([
    [{ 'auto-submitted': 'no' }], [{ 'x-auto-response-suppress': 'All' }], [{ precedence: 'first-class' }], [{ 'content-type': 'multipart/alternative; boundary=x' }], [{ 'return-path': '<ann@customer.test>' }],
  ])('leaves people alone whose mail has %j', (headers) => expect(reasonOf(aMail({ headers }))).toBeNull());

  it('knows who asks for silence without being a machine', () => {
    expect([wantsNoAnswer(aMail({ headers: { 'x-auto-response-suppress': 'DR, AutoReply' } })), wantsNoAnswer(aMail())]).toEqual([true, false]);
  });
});
