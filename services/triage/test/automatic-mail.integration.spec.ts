import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested, ticketOpened } from '@widecast/contracts';
import { Desk, type Shown } from './desk.ts';

describe('automatic mail', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  it.each([
    ['null return path', { envelope: '', subject: 'Hello' }],
    ['auto-submitted', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['report', { headers: { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x' }, text: '--x\n\nThe address is unknown.\n--x--' }],
    ['automatic sender', { from: 'Mail Delivery System <MAILER-DAEMON@mx.test>' }],
    ['own address', { from: 'support@widecast.localhost' }],
    ['failed recipients', { headers: { 'X-Failed-Recipients': 'ann@customer.test' } }],
  ])('with a sign of "%s" is taken, counted, opens no ticket and is never answered', async (reason, given) => {
    const before = (await desk.received())[`ignored: ${reason}`] ?? 0;

    expect(await desk.mail({ from: 'machine@customer.test', ...given })).toMatch(/^250/);

    expect((await desk.received())[`ignored: ${reason}`]).toBe(before + 1);
    expect(await desk.service.published(ticketOpened)).toEqual([]);
    expect(await desk.service.published(replyRequested)).toEqual([]);
  });

  it('that answers an acknowledgement is kept in the ticket, changes nothing and is never answered', async () => {
    const from = 'away@customer.test';
    await desk.mail({ from, text: 'How do I add a seat?' });
    const [acknowledgement] = await desk.service.published(replyRequested);
    await desk.service.post(`/v1/tickets/${acknowledgement?.ticketId ?? ''}/close`);

    await desk.mail({ from, to: acknowledgement?.replyTo ?? '', text: 'I am away. This is unacceptable.', headers: { 'Auto-Submitted': 'auto-replied' } });

    const [ticket] = (await desk.ticketsOf(from)) as [Shown];
    expect(ticket).toMatchObject({ state: 'closed', complaint: false });
    expect(ticket.messages.at(-1)).toMatchObject({ direction: 'in', automatic: true });
    expect(await desk.service.published(replyRequested)).toHaveLength(1);
  });

  it('of a responder that answers everything ends after one acknowledgement', async () => {
    const from = 'echo@customer.test';
    await desk.mail({ from, text: 'First' });
    const answered = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const next = (await desk.service.published(replyRequested)).find(({ to, replyId }) => to === from && !answered.has(replyId));
      if (!next) break;
      answered.add(next.replyId);
      // A bad responder: marks nothing and does not even keep the thread.
      await desk.mail({ from, subject: `Your mail ${next.subject}`, text: `We got: ${next.text}` });
    }

    expect(answered.size).toBe(1);
    expect(await desk.ticketsOf(from)).toHaveLength(2);
  });

  it('of responders that write from ever new addresses ends after one acknowledgement', async () => {
    await desk.mail({ from: 'loop+0@customer.test' });
    const acknowledged = async () => (await desk.service.published(replyRequested)).filter(({ to }) => /^loop|^ever/.test(to));
    for (let round = 1; round < 6; round += 1) {
      const [first] = await acknowledged();
      await desk.mail({ from: `loop+${round}@customer.test`, text: 'We got your mail' });
      await desk.mail({ from: `ever${round}@customer.test`, text: 'We got your mail', headers: { 'In-Reply-To': first?.messageId ?? '' } });
    }

    expect(await acknowledged()).toHaveLength(1);
  });

  it('is not sent to who asks for silence, though he is a person', async () => {
    await desk.mail({ from: 'silent@customer.test', headers: { 'X-Auto-Response-Suppress': 'All' } });

    expect(await desk.ticketsOf('silent@customer.test')).toHaveLength(1);
    expect((await desk.service.published(replyRequested)).filter(({ to }) => to === 'silent@customer.test')).toEqual([]);
  });

  it('is written in the language of who wrote', async () => {
    await desk.mail({ from: 'anna@customer.test', subject: 'Счёт', text: 'Пришлите, пожалуйста, счёт.' });

    const sent = (await desk.service.published(replyRequested)).find(({ to }) => to === 'anna@customer.test');
    expect(sent).toMatchObject({ subject: 'Re: Счёт', text: expect.stringContaining('Здравствуйте'), automatic: true });
  });
});
