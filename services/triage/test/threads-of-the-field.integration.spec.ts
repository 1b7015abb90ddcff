import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { replyRequested, type ReplyRequested } from '@widecast/contracts';
import { Desk, type Shown } from './desk.ts';

/** What mail programs, gateways and people do to threads. Whether it is one ticket or two, it is never another customer's. */
describe('a thread', () => {
  let desk: Desk;
  let writer = 0;
  let from: string;
  let ticket: Shown;
  let own: string;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  beforeEach(async () => {
    writer += 1;
    from = `ann${writer}@customer.test`;
    own = `<first${writer}@outlook.test>`;
    await desk.mail({ from, subject: 'Login', text: 'I cannot log in.', headers: { 'Message-ID': own } });
    [ticket] = (await desk.ticketsOf(from)) as [Shown];
  });

  const answerOf = async (text: string): Promise<ReplyRequested> => {
    await desk.service.post(`/v1/tickets/${ticket.id}/replies`, { text, seen: 'any' });
    return (await desk.service.published(replyRequested)).findLast(({ ticketId }) => ticketId === ticket.id) as ReplyRequested;
  };
  const written = async (): Promise<string[]> => (await desk.show(ticket.id)).messages.filter(({ direction }) => direction === 'in').map(({ text }) => text);
  const tickets = async (address = from): Promise<number> => (await desk.ticketsOf(address)).length;

  it('goes on when a colleague answered from his own mail program and the customer answers that', async () => {
    await desk.mail({ from, subject: 'Re: Login', text: 'It works.', headers: { 'In-Reply-To': '<colleague@outlook.test>', References: `${own} <colleague@outlook.test>` } });

    expect([await tickets(), await written()]).toEqual([1, ['I cannot log in.', 'It works.']]);
  });

  it('goes on back and forth, with References of our answers that name all before', async () => {
    const texts = ['One.', 'Two.', 'Three.'];
    for (const [n, text] of texts.entries()) {
      const answer = await answerOf(`Answer ${n}`);
      expect(answer.references[0]).toBe(own);
      await desk.mail({ from, to: 'support@widecast.localhost', subject: answer.subject, text, headers: { 'In-Reply-To': answer.messageId, References: [...answer.references, answer.messageId].join(' ') } });
    }

    expect([await tickets(), await written()]).toEqual([1, ['I cannot log in.', ...texts]]);
  });

  it('goes on when it was begun for the customer by API', async () => {
    const address = `begun${writer}@customer.test`;
    const { body } = await desk.service.post('/v1/tickets', { from: address, subject: 'Your offer', text: 'He asked by telephone.' });
    const sent = (await desk.service.published(replyRequested)).find(({ ticketId }) => ticketId === (body as Shown).id);

    await desk.mail({ from: address, subject: 'Re: Your offer', text: 'Yes, please.', headers: { 'In-Reply-To': sent?.messageId ?? '' } });

    expect(await tickets(address)).toBe(1);
  });

  it('goes on by the address when a gateway has written all ids anew', async () => {
    const answer = await answerOf('Try again.');

    await desk.mail({ from, to: answer.replyTo, subject: 'Re: Login', text: 'It works.', headers: { 'In-Reply-To': '<rewritten@gateway.test>', References: '<rewritten@gateway.test>' } });

    expect([await tickets(), await written()]).toEqual([1, ['I cannot log in.', 'It works.']]);
  });

  it('goes on when a program has written our long id as encoded words', async () => {
    const { messageId } = await answerOf('Try again.');
    const quoted = (text: string): string => `=?utf-8?q?${text.replaceAll('<', '=3C').replaceAll('>', '=3E').replaceAll('.', '=2E').replaceAll('@', '=40')}?=`;

    await desk.mail({ from, subject: 'Re: Login', text: 'It works.', headers: { 'In-Reply-To': `${quoted(messageId.slice(0, 50))}\r\n ${quoted(messageId.slice(50))}` } });
    await desk.mail({ from, subject: 'Re: Login', text: 'Thanks.', headers: { 'In-Reply-To': `=?us-ascii?B?${Buffer.from(messageId).toString('base64')}?=` } });

    expect([await tickets(), await written()]).toEqual([1, ['I cannot log in.', 'It works.', 'Thanks.']]);
  });

  it('goes on under Fwd: as under Re:', async () => {
    await desk.mail({ from, subject: 'Fwd: Login', text: 'The error is below.', headers: { References: own } });

    expect(await tickets()).toBe(1);
  });

  it('is one when mails that answer the same unknown mail come, one after another', async () => {
    const address = `cc${writer}@customer.test`;
    const root = `<elsewhere${writer}@customer.test>`;

    for (const text of ['We take you in.', 'One more thing.']) await desk.mail({ from: address, subject: 'Re: Contract', text, headers: { 'In-Reply-To': root, References: root } });

    expect(await tickets(address)).toBe(1);
  });

  it('of one customer is not that of another who answers the same unknown mail', async () => {
    const root = `<round${writer}@customer.test>`;
    for (const who of ['x', 'y']) await desk.mail({ from: `${who}${writer}@customer.test`, subject: 'Re: Round mail', text: `I am ${who}.`, headers: { References: root } });

    expect([await tickets(`x${writer}@customer.test`), await tickets(`y${writer}@customer.test`)]).toEqual([1, 1]);
  });

  it('that is open goes on under another subject; a new matter that is written as an answer to a closed one is a new ticket that follows it', async () => {
    const answer = await answerOf('Try again.');
    const again = { from, headers: { 'In-Reply-To': answer.messageId } };
    await desk.mail({ ...again, subject: 'Password, once more', text: 'Still not.' });
    await desk.service.post(`/v1/tickets/${ticket.id}/close`);

    await desk.mail({ ...again, subject: 'Invoice for November', text: 'Please send the invoice.' });

    const all = await desk.ticketsOf(from);
    expect(all.map(({ subject, state, follows }) => [subject, state, follows])).toEqual([['Login', 'closed', null], ['Invoice for November', 'open', ticket.id]]);
  });

  it.each([
    ['its number in the subject', () => ({ subject: `Re: [Ticket#${ticket.number}] Login`, text: 'Send me the password.' })],
    ['its number in the text', () => ({ subject: 'Login', text: `This is about ticket ${ticket.number}, #${ticket.number}, ${ticket.id}.` })],
    ['the subject, with Re:', () => ({ subject: 'Re: Login', text: 'Send me the password.' })],
    ['a forwarded copy with all its ids', () => ({ subject: 'WG: Login', text: 'What did she write?', headers: { References: own, 'In-Reply-To': own } })],
  ])('is not that of another customer who has %s', async (_what, letter) => {
    const stranger = `stranger${writer}@elsewhere.test`;

    await desk.mail({ from: stranger, ...letter() });

    expect([await written(), await tickets(stranger)]).toEqual([['I cannot log in.'], 1]);
  });

  it('is not that of the conversation whose answer the writer quotes but who is another', async () => {
    const answer = await answerOf('Here is your code: 1234.');
    const stranger = `other${writer}@elsewhere.test`;

    await desk.mail({ from: stranger, to: answer.replyTo, subject: answer.subject, text: 'Thanks!', headers: { 'In-Reply-To': answer.messageId, References: answer.messageId } });

    expect([await written(), await tickets(stranger)]).toEqual([['I cannot log in.'], 1]);
  });

  it('of a customer whose program begins anew each time is made one by hand, and what comes to the old address finds it', async () => {
    await desk.mail({ from, subject: 'Chat message', text: 'About my login.' });
    const second = (await desk.ticketsOf(from))[1] as Shown;
    const sent = await answerOf('Which one?');
    await desk.service.post(`/v1/tickets/${ticket.id}/merge`, { into: second.id });

    await desk.mail({ from, to: sent.replyTo, subject: 'Re: Login', text: 'The first.' });

    expect((await desk.show(second.id)).messages.filter(({ direction }) => direction === 'in')).toHaveLength(3);
  });
});
