import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested, ticketOpened } from '@widecast/contracts';
import { Desk } from './desk.ts';

describe('a mail to support', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  it('becomes a ticket that is acknowledged once', async () => {
    const answer = await desk.mail({ from: 'Ann Lee <ann@customer.test>', subject: 'Card declined', text: 'My card payment was declined.\n-- \nAnn' });

    expect(answer).toMatch(/^250/);
    const [ticket] = await desk.ticketsOf('ann@customer.test');
    expect(ticket).toMatchObject({ subject: 'Card declined', intent: 'billing', queue: 'billing', language: 'en', complaint: false, channel: 'mail', name: 'Ann Lee' });
    expect(ticket?.messages.map(({ direction, automatic }) => ({ direction, automatic }))).toEqual([
      { direction: 'in', automatic: false }, { direction: 'out', automatic: true },
    ]);
    expect(ticket?.messages[0]).toMatchObject({ text: 'My card payment was declined.' });
    expect(await desk.service.published(ticketOpened)).toMatchObject([{ ticketId: ticket?.id, contactId: null, intent: 'billing' }]);
    expect(await desk.service.published(replyRequested)).toMatchObject([{
      ticketId: ticket?.id, contactId: ticket?.requesterId, to: 'ann@customer.test', subject: 'Re: Card declined', automatic: true,
      inReplyTo: ticket?.messages[0]?.messageId, references: [ticket?.messages[0]?.messageId],
    }]);
  });

  it('is not acknowledged a second time within a day', async () => {
    await desk.mail({ subject: 'Another matter', text: 'Where is my invoice?' });

    expect(await desk.ticketsOf('ann@customer.test')).toHaveLength(2);
    expect(await desk.service.published(replyRequested)).toHaveLength(1);
  });
});
