import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountHandOffChanged, bucketOf, contactsChanged } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { waitUntil } from '@widecast/testing';
import type { TicketView } from '../src/tickets/ticket.view.ts';
import { AssignmentService } from '../src/routing/assignment.service.ts';
import { TicketsService } from '../src/tickets/tickets.service.ts';
import { Desk, type Shown } from './desk.ts';

const SETTINGS = {
  queues: { orders: { assignment: 'round-robin' } },
  agents: { ann: { queues: ['orders'], capacity: 2 }, bob: { queues: ['orders', 'billing'], capacity: 1 } },
  rules: [
    { name: 'invoices', when: { textContains: ['invoice'] }, do: { queue: 'billing', tags: ['papers'] } },
    { name: 'angry about papers', on: ['wrote'], when: { tags: ['papers'], textContains: ['!!!'] }, do: { urgency: 'high', hold: true } },
  ],
};

const NOTHING = { html: null, messageId: null, references: [], automatic: false, attachments: [], raw: null };

describe('routing', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '' } });
    expect(await desk.service.call('PUT', '/v1/routing', { body: SETTINGS })).toMatchObject({ status: 200, body: { version: 1 } });
  });

  afterAll(() => desk.stop());

  const open = async (from: string, text: string): Promise<Shown> => {
    const { body } = await desk.service.post('/v1/tickets', { from, subject: 'Question', text });
    return await desk.show((body as TicketView).id);
  };
  const close = (id: string): Promise<unknown> => desk.service.post(`/v1/tickets/${id}/close`);

  it('puts a ticket where the rules say and can tell why', async () => {
    const ticket = await open('carl@customer.test', 'Please send me the invoice again');
    expect(ticket).toMatchObject({ queue: 'billing', tags: ['papers'], routing: { version: 1, occasion: 'opened', applied: [{ rule: 'invoices', did: { queue: 'billing', tags: ['papers'] } }] } });
  });

  it('gives tickets in turn to who has room, and what waits to who has room again', async () => {
    const tickets = [];
    for (let n = 0; n < 5; n += 1) tickets.push(await open(`d${n}@customer.test`, 'Where is my parcel?'));
    expect(tickets.map(({ queue, assignee }) => [queue, assignee])).toEqual([['orders', 'ann'], ['orders', 'bob'], ['orders', 'ann'], ['orders', null], ['orders', null]]);

    await close(tickets[1]?.id ?? '');

    expect((await desk.show(tickets[3]?.id ?? '')).assignee).toBe('bob');
    expect((await desk.show(tickets[4]?.id ?? '')).assignee).toBeNull();
  });

  it('gives no ticket to two agents who take one at once, urgent ones first', async () => {
    const calm = await Promise.all(Array.from({ length: 4 }, (_, n) => open(`e${n}@customer.test`, 'A question about the invoice')));
    const urgent = await open('e9@customer.test', 'Urgent: the invoice is wrong, asap please');
    const first = (await desk.service.post('/v1/tickets/take', { agent: 'bob', queues: ['billing'] })).body as { ticket: TicketView };
    expect(first.ticket.id).toBe(urgent.id);

    const taken = await Promise.all(calm.map(() => desk.service.post('/v1/tickets/take', { agent: 'bob', queues: ['billing'] })));

    const ids = taken.flatMap(({ body }) => (body as { ticket: TicketView | null }).ticket?.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await desk.service.post('/v1/tickets/take', { agent: 'nobody' })).toMatchObject({ status: 422 });
  });

  it('lets nobody answer what he has not read, nor two people at once', async () => {
    const ticket = await open('gil@customer.test', 'Where is my parcel?');
    const seen = ticket.messages[0]?.id;
    const answers = await Promise.all(['On its way.', 'Lost.'].map((text) => desk.service.post(`/v1/tickets/${ticket.id}/replies`, { text, seen })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  });

  it('gives what waited while nobody was there to who comes back, to nobody what he may not have, and back to the queue what he has who leaves for good', async () => {
    const change = (hans: object): Promise<unknown> => desk.service.call('PUT', '/v1/routing', { body: { queues: { night: { assignment: 'round-robin' } }, agents: { hans }, rules: [{ name: 'night', when: { textContains: ['midnight'] }, do: { queue: 'night' } }] } });
    await change({ queues: ['night'], capacity: 2, away: true });
    const tickets: Shown[] = [];
    for (let n = 0; n < 3; n += 1) tickets.push(await open(`n${n}@customer.test`, 'Is anybody there at midnight?'));
    expect((await desk.service.get('/metrics')).body).toContain('widecast_tickets_open{service="triage",queue="night",holder="nobody"} 3');
    expect(tickets.map(({ queue, assignee }) => [queue, assignee])).toEqual(Array.from({ length: 3 }, () => ['night', null]));

    await change({ queues: ['night'], capacity: 2 });

    const assignees = async (): Promise<unknown[]> => Promise.all(tickets.map(async ({ id }) => (await desk.show(id)).assignee));
    await waitUntil(async () => (await assignees())[1] === 'hans', { what: 'the tickets to be given away' });
    expect(await assignees()).toEqual(['hans', 'hans', null]);
    await desk.service.call('PUT', '/v1/routing', { body: SETTINGS });
    expect(await assignees()).toEqual([null, null, null]);
  });

  it('lets agents take who waits before who was answered', async () => {
    const [answered, waits] = [await open('o1@customer.test', 'How do I print?'), await open('o2@customer.test', 'How do I print it?')];
    await desk.service.post(`/v1/tickets/${answered.id}/replies`, { text: 'With the button.', seen: 'any' });

    const taken = [];
    for (const _ of [answered, waits]) taken.push(((await desk.service.post('/v1/tickets/take', { agent: 'bob', queues: ['general'] })).body as { ticket: TicketView }).ticket.id);
    expect(taken).toEqual([waits.id, answered.id]);
  });

  it('gives nobody by itself what was answered, until the customer writes again or a part of it waits', async () => {
    const change = (capacity: number): Promise<unknown> => desk.service.call('PUT', '/v1/routing', { body: { queues: { dawn: { assignment: 'round-robin' } }, agents: { ina: { queues: ['dawn'], capacity } }, rules: [{ name: 'dawn', when: { textContains: ['sunrise'] }, do: { queue: 'dawn' } }] } });
    await desk.service.call('PUT', '/v1/routing', { body: { queues: {}, agents: {}, rules: [{ name: 'dawn', when: { textContains: ['sunrise'] }, do: { queue: 'dawn' } }] } });
    const [answered, other] = [await open('p1@customer.test', 'Is anybody there at sunrise?'), await open('p1@customer.test', 'Do you open after sunrise, and on holidays?')];
    await desk.service.post(`/v1/tickets/${answered.id}/replies`, { text: 'I am.', seen: 'any' });
    const distribute = (): Promise<boolean> => desk.service.running.app.get(Database).transaction((tx) => desk.service.running.app.get(AssignmentService).distribute(tx));
    const holders = async (): Promise<unknown[]> => Promise.all([answered, other].map(async ({ id }) => (await desk.show(id)).assignee));
    await desk.service.post(`/v1/tickets/${other.id}/merge`, { into: answered.id });
    await desk.service.post(`/v1/tickets/${answered.id}/replies`, { text: 'Until two.', seen: 'any' });
    await change(5);

    expect([await distribute(), await holders()]).toEqual([false, [null, null]]);
    await desk.service.post(`/v1/tickets/${other.id}/unmerge`);
    await waitUntil(async () => !(await distribute()) && (await holders())[1] === 'ina', { what: 'what waits to be given away' });
    expect(await holders()).toEqual([null, 'ina']);
    await desk.service.running.app.get(Database).transaction((tx) => desk.service.running.app.get(TicketsService).append(tx, answered.id, { ...NOTHING, text: 'Still there?', fullText: 'Still there?' }));
    await waitUntil(async () => !(await distribute()) && (await holders())[0] === 'ina', { what: 'what waits again to be given away' });
    await desk.service.call('PUT', '/v1/routing', { body: SETTINGS });
  });

  it('takes a ticket that rules move from an agent who is not of its new queue, not from one who is', async () => {
    const moves = { ...SETTINGS, agents: { ann: { queues: ['general'] }, bob: { queues: ['general', 'legal'] } }, rules: [{ name: 'law', on: ['wrote'], when: { textContains: ['law'] }, do: { queue: 'legal' } }] };
    await desk.service.call('PUT', '/v1/routing', { body: moves });
    const tickets = await Promise.all(['ann', 'bob'].map(async (agent) => {
      const { id } = await open(`${agent}1@customer.test`, 'How do I print?');
      await desk.service.post(`/v1/tickets/${id}/assign`, { agent });
      await desk.service.running.app.get(Database).transaction((tx) => desk.service.running.app.get(TicketsService).append(tx, id, { ...NOTHING, text: 'Is that the law?', fullText: 'Is that the law?' }));
      return await desk.show(id);
    }));
    expect(tickets.map(({ queue, assignee }) => [queue, assignee])).toEqual([['legal', null], ['legal', 'bob']]);
    await desk.service.call('PUT', '/v1/routing', { body: SETTINGS });
  });

  it('demands of people what they have read before they answer, and lets nobody close what he has not read', async () => {
    const ticket = await open('gus@customer.test', 'Where is my parcel?');
    const [question] = ticket.messages.filter(({ direction }) => direction === 'in');
    const act = (step: string, body: unknown): Promise<{ status: number; body: unknown }> => desk.service.post(`/v1/tickets/${ticket.id}/${step}`, body);

    expect(await act('replies', { text: 'On its way.' })).toMatchObject({ status: 422, body: { errors: [{ field: 'body.seen', message: expect.stringContaining(question?.id ?? '?') as unknown }] } });
    const answered = await act('replies', { text: 'On its way.', seen: question?.id });
    expect(answered.status).toBe(201);
    expect(await act('close', { seen: question?.id })).toMatchObject({ status: 409 });
    expect(await act('replies', { text: 'It is there.', seen: 'any' })).toMatchObject({ status: 201 });
    expect(await act('close', { seen: (answered.body as { id: string }).id })).toMatchObject({ status: 409 });
    expect(await act('close', { seen: 'any' })).toMatchObject({ status: 200 });
  });

  it('leads customers of the upper tiers to who knows them', async () => {
    const contactId = randomUUID();
    await desk.service.publish(contactsChanged, {
      bucket: bucketOf(contactId), contacts: [{ contactId, version: 1, email: 'cio@large.test', accountId: null, tier: 'ENTERPRISE', massTreatment: false, advertisingConsent: true }],
    });
    await waitUntil(async () => (await desk.service.database.query('SELECT 1 FROM contacts WHERE contact_id = $1', [contactId])).length, { what: 'the contact' });
    expect(await open('cio@large.test', 'Where is my parcel?')).toMatchObject({ queue: 'key-accounts', routing: { upperTier: true } });
  });

  it('leads colleagues of such customers there, too, by the domains that are the account\'s own', async () => {
    const handOff = { accountId: randomUUID(), handedOff: true, tier: 'ENTERPRISE' as const, confidence: 0.9, contacts: 1, at: new Date().toISOString(), domains: ['giant.test'] };
    const known = async (): Promise<number> => (await desk.service.database.query('SELECT 1 FROM upper_domains')).length;
    await desk.service.publish(accountHandOffChanged, { ...handOff, version: 2 });
    await waitUntil(known, { what: 'the domains' });
    await desk.service.publish(accountHandOffChanged, { ...handOff, version: 1, domains: ['old.test'] });
    const queues = async (n: number): Promise<string[]> => Promise.all([`a${n}@giant.test`, `b${n}@mail.eu.giant.test`, `c${n}@notgiant.test`, `d${n}@old.test`].map(async (from) => (await open(from, 'Where is my parcel?')).queue));

    expect(await queues(1)).toEqual(['key-accounts', 'key-accounts', 'orders', 'orders']);
    await desk.service.publish(accountHandOffChanged, { ...handOff, version: 3, handedOff: false });
    await waitUntil(async () => (await known()) === 0, { what: 'the domains to be given back' });
    expect(await queues(2)).toEqual(['orders', 'orders', 'orders', 'orders']);
  });

  it('tries rules on tickets as they came, not as other rules have left them', async () => {
    const { id } = await open('gerd@customer.test', 'How do I pay the invoice 4711 for my oven?');
    const tried = async (rules: object[]): Promise<unknown> => (await desk.service.post('/v1/routing/try', { rules, newest: 1 })).body;
    const oven = { name: 'ovens', when: { textContains: ['oven'] }, do: { queue: 'ovens', tags: ['papers'] } };
    await desk.service.call('PATCH', `/v1/tickets/${id}`, { body: { queue: 'ovens', tags: ['papers'] } });

    expect(await tried([oven])).toMatchObject({ moved: 0, applied: { ovens: 1 } });
    expect(await tried([{ name: 'tagged', when: { tags: ['papers'] }, do: { queue: 'x' } }])).toMatchObject({ moved: 1, applied: { tagged: 0 }, examples: [{ ticketId: id, from: 'ovens', to: 'billing' }] });
  });

  it('tries and takes no rule that names what is not there, or answers when nothing is opened', async () => {
    const rules = [{ name: 'a', do: { macro: 'none', assign: 'nobody', webhook: 'no-bot' } }, { name: 'b', do: { assign: 'ann' } }];
    const tried = await desk.service.post('/v1/routing/try', { rules });
    const late = await desk.service.call('PUT', '/v1/routing', { body: { rules: [{ name: 'late', on: ['wrote'], do: { macro: 'none' } }] } });

    expect(tried).toMatchObject({ status: 422, body: { errors: ['assign', 'webhook', 'macro'].map((action) => ({ field: `body.rules.0.do.${action}` })) } });
    expect(await desk.service.post('/v1/routing/try', { rules: [rules[0], rules[0]] })).toMatchObject({ status: 422, body: { errors: [{ field: 'body.rules.1.name', message: expect.stringContaining('twice') }] } });
    expect(await desk.service.post('/v1/routing/try', { newest: 10 })).toMatchObject({ status: 422, body: { errors: [{ field: 'body.rules' }] } });
    expect(await desk.service.post('/v1/routing/try', { rules: [rules[1]], agents: { zoe: { queues: ['orders'] } } })).toMatchObject({ status: 422, body: { errors: [{ field: 'body.rules.0.do.assign' }] } });
    expect(late).toMatchObject({ status: 422, body: { errors: [{ field: 'body.rules.0.on' }] } });
  });

  it('tries rules on tickets of the past and changes nothing', async () => {
    const before = await open('fay@customer.test', 'Do you sell spare parts?');
    const rules = [{ name: 'parts', when: { textContains: ['spare parts'] }, do: { queue: 'sales' } }, { name: 'never', when: { intents: ['nothing'] }, do: { queue: 'x' } }];

    const { body } = await desk.service.post('/v1/routing/try', { rules, newest: 1 });

    expect(body).toMatchObject({ applied: { parts: 1, never: 0 }, moved: before.queue === 'sales' ? 0 : 1 });
    expect(await desk.show(before.id)).toMatchObject({ queue: before.queue, version: before.version });
  });

  it('tells of queues that no agent serves and of intents that nobody knows', async () => {
    const rules = [{ name: 'slips', when: { intents: ['biling'] }, do: { queue: 'oders' } }, { name: 'right', when: { intents: ['billing'] }, do: { queue: 'orders' } }];

    const { body } = await desk.service.post('/v1/routing/try', { rules, agents: { zoe: { queues: ['orders'] } }, newest: 1 });

    expect(body).toMatchObject({ hints: ['The rule "slips" gives tickets to the queue "oders", which no agent serves. Did you mean "orders"?', expect.stringMatching(/^The rule "slips" asks for the intent "biling", which no ticket and no model has\. Did you mean "billing/)] });
  });
});
