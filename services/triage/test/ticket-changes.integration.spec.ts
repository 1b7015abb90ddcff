import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ticketChanged, ticketOpened, type TicketChanged } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { contactsOf } from './contacts.ts';
import { Desk, type Shown } from './desk.ts';

describe('a change of a ticket', () => {
  let desk: Desk;
  let writers = 0;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  const aTicket = async (text: string): Promise<{ ticket: Shown; answer: (text: string, headers?: Record<string, string>) => Promise<string> }> => {
    const from = `changing${(writers += 1)}@customer.test`;
    await desk.mail({ from, text, headers: { 'Message-ID': `<${from}>` } });
    const [ticket] = (await desk.ticketsOf(from)) as [Shown];
    return { ticket, answer: (answered, headers = {}) => desk.mail({ from, text: answered, headers: { 'In-Reply-To': `<${from}>`, ...headers } }) };
  };
  const changesOf = async ({ id }: Shown): Promise<TicketChanged[]> => (await desk.service.published(ticketChanged)).filter(({ ticketId }) => ticketId === id);

  it('of its signals by a person counts, is told, and is kept for models to learn from', async () => {
    const { ticket } = await aTicket('Where is my parcel?');
    const { status, body } = await desk.service.call('PATCH', `/v1/tickets/${ticket.id}`, { body: { signals: { churn: true, purchase: false }, complaint: false } });

    expect([status, body]).toMatchObject([200, { signals: { churn: { answer: 'yes' }, purchase: { answer: 'no' }, complaint: { answer: 'no' } } }]);
    expect((await changesOf(ticket)).at(-1)?.signals).toEqual({ churn: 1 });
    const { letters } = (await desk.service.get('/v1/signals/letters')).body as { letters: { ticketId: string }[] };
    expect(letters).toEqual([{ ticketId: ticket.id, text: expect.stringContaining('Where is my parcel?') as unknown, signals: { churn: true, purchase: false, complaint: false } }]);
    expect((await desk.service.call('PATCH', `/v1/tickets/${ticket.id}`, { body: { signals: { joy: true } } })).status).toBe(422);
  });

  it('is told with a version that grows: closed, opened again, made a complaint', async () => {
    const { ticket, answer } = await aTicket('Where is my parcel?');
    await desk.service.post(`/v1/tickets/${ticket.id}/close`);
    await desk.service.post(`/v1/tickets/${ticket.id}/reopen`);
    await answer('This is a complaint.');

    const changes = await changesOf(ticket);
    expect(ticket.version).toBe(1);
    expect(changes.map(({ version, state, queue, intent, complaint }) => ({ version, state, queue, intent, complaint }))).toEqual([
      { version: 2, state: 'closed', queue: 'orders', intent: 'delivery', complaint: false },
      { version: 3, state: 'open', queue: 'orders', intent: 'delivery', complaint: false },
      { version: 4, state: 'open', queue: 'complaints', intent: 'complaint', complaint: true },
    ]);
    expect((await desk.service.published(ticketOpened)).filter(({ ticketId }) => ticketId === ticket.id)).toHaveLength(1);
  });

  it('is told when an answer opens a closed ticket, not when it changes nothing', async () => {
    const { ticket, answer } = await aTicket('Where is my parcel?');
    await answer('It is number 7.');
    await answer('We are away.', { 'Auto-Submitted': 'auto-replied' });
    await desk.service.post(`/v1/tickets/${ticket.id}/replies`, { text: 'On its way.', seen: 'any' });
    expect(await changesOf(ticket)).toEqual([]);

    await desk.service.post(`/v1/tickets/${ticket.id}/close`);
    await answer('It has not come.');

    expect((await changesOf(ticket)).map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('is told when an answer becomes urgent, and urgency never falls', async () => {
    const { ticket, answer } = await aTicket('How do I change my plan?');
    await answer('My account was hacked!');
    await answer('How do I change it?');

    expect((await changesOf(ticket)).map(({ urgency }) => urgency)).toEqual(['high']);
    expect(await desk.show(ticket.id)).toMatchObject({ urgency: 'high', intent: 'how-to', version: 2 });
  });

  it('is told when the writer becomes known', async () => {
    const { ticket } = await aTicket('How do I change my plan?');
    const contactId = randomUUID();
    await desk.service.publish(...contactsOf({ contactId, email: ticket.from }));

    await waitUntil(async () => (await changesOf(ticket)).length, { what: 'the change' });
    expect(await changesOf(ticket)).toMatchObject([{ version: 2, contactId, state: 'open' }]);
  });

  it('is told once, however many want it at the same time', async () => {
    const { ticket, answer } = await aTicket('How do I change my plan?');

    await Promise.all([...Array.from({ length: 6 }, () => desk.service.post(`/v1/tickets/${ticket.id}/close`)), answer('A complaint!'), answer('My complaint!')]);

    const changes = await changesOf(ticket);
    expect(changes.map(({ version }) => version)).toEqual(changes.map((_, index) => index + 2));
    expect(changes.at(-1)).toMatchObject({ complaint: true });
    expect(await desk.show(ticket.id)).toMatchObject({ version: changes.at(-1)?.version, state: changes.at(-1)?.state });
  });
});
