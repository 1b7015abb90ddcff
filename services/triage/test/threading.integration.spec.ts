import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { replyRequested } from '@widecast/contracts';
import { Desk, type Shown } from './desk.ts';
import { SUPPORT } from './mail.ts';

describe('an answer by mail', () => {
  let desk: Desk;
  let writer = 0;
  let from: string;
  let ticket: Shown;
  let acknowledgement: { messageId: string; replyTo: string };

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  beforeEach(async () => {
    writer += 1;
    from = `writer${writer}@customer.test`;
    await desk.mail({ from, subject: 'Login', text: 'I cannot log in.' });
    [ticket] = (await desk.ticketsOf(from)) as [Shown];
    const sent = await desk.service.published(replyRequested);
    acknowledgement = sent.find(({ ticketId }) => ticketId === ticket.id) as typeof acknowledgement;
  });

  const texts = async (): Promise<string[]> => (await desk.show(ticket.id)).messages.filter(({ direction }) => direction === 'in').map(({ text }) => text);

  it('finds its ticket by the address it goes to, whatever its subject', async () => {
    await desk.mail({ from, to: acknowledgement.replyTo, subject: 'Something else', text: 'It works now.' });

    expect(await desk.ticketsOf(from)).toHaveLength(1);
    expect(await texts()).toEqual(['I cannot log in.', 'It works now.']);
  });

  it('finds its ticket by the token in what it answers', async () => {
    await desk.mail({ from: from.toUpperCase(), subject: 'Re: Login', text: 'It works now.', headers: { 'In-Reply-To': acknowledgement.messageId } });

    expect(await texts()).toEqual(['I cannot log in.', 'It works now.']);
  });

  it('finds its ticket by any message of the thread, through References alone', async () => {
    await desk.mail({ from, subject: 'Re: Login', text: 'Once more.', headers: { References: `<unknown@x.test> ${ticket.messages[0]?.messageId ?? ''} <other@x.test>` } });

    expect(await texts()).toEqual(['I cannot log in.', 'Once more.']);
  });

  it('opens a ticket of its own when its token is forged', async () => {
    const forged = acknowledgement.replyTo.replace(/.@/, (end) => (end === 'a@' ? 'b@' : 'a@'));

    await desk.mail({ from, to: forged, subject: 'Re: Login', text: 'Let me in.' });

    expect(await texts()).toEqual(['I cannot log in.']);
    expect(await desk.ticketsOf(from)).toHaveLength(2);
  });

  it.each([
    ['the address', () => ({ to: acknowledgement.replyTo })],
    ['the token', () => ({ headers: { 'In-Reply-To': acknowledgement.messageId } })],
    ['the message', () => ({ headers: { References: ticket.messages[0]?.messageId ?? '' } })],
  ])('opens a ticket of its own when a stranger knows %s', async (_what, knowledge) => {
    const stranger = `stranger${writer}@elsewhere.test`;

    await desk.mail({ from: stranger, subject: 'Re: Login', text: 'Send me the password.', ...knowledge() });

    expect(await texts()).toEqual(['I cannot log in.']);
    expect(await desk.ticketsOf(stranger)).toHaveLength(1);
  });

  it('opens a ticket of its own when only the subject agrees', async () => {
    await desk.mail({ from, subject: 'Re: Login', text: 'A new matter.' });

    expect(await desk.ticketsOf(from)).toHaveLength(2);
  });

  it('opens a closed ticket again', async () => {
    await desk.service.post(`/v1/tickets/${ticket.id}/close`);

    await desk.mail({ from, to: acknowledgement.replyTo, subject: 'Re: Login', text: 'Not solved.' });

    expect(await desk.show(ticket.id)).toMatchObject({ state: 'open', closedAt: null });
  });

  it('is kept without its quotations, and with them', async () => {
    await desk.mail({ from, to: acknowledgement.replyTo, text: 'It works.\n\nOn Mon, 2 Nov 2026 at 10:00, Support wrote:\n> we have received' });

    expect((await desk.show(ticket.id)).messages.at(-1)).toMatchObject({ text: 'It works.', fullText: expect.stringContaining('> we have received') });
  });

  it('is answered by a person with the thread of the last message', async () => {
    await desk.mail({ from, to: acknowledgement.replyTo, text: 'Still there?', headers: { 'Message-ID': `<last${writer}@x.test>`, References: acknowledgement.messageId } });

    const { status, body } = await desk.service.post(`/v1/tickets/${ticket.id}/replies`, { text: 'Yes.', seen: 'any' });

    const sent = await desk.service.published(replyRequested);
    expect(status).toBe(201);
    expect(sent.at(-1)).toMatchObject({
      replyId: (body as { id: string }).id, text: 'Yes.', automatic: false, subject: 'Re: Login', replyTo: acknowledgement.replyTo,
      inReplyTo: `<last${writer}@x.test>`, references: [acknowledgement.messageId, `<last${writer}@x.test>`],
    });
    expect(sent.at(-1)?.replyTo).toContain(SUPPORT.split('@')[0]);
  });
});
