import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ticketChanged, ticketPromiseAlerted, type TicketPromiseAlerted } from '@widecast/contracts';
import { waitUntil, type Patience } from '@widecast/testing';
import { SlaWatch } from '../../src/sla/sla-watch.ts';
import { Desk } from '../desk.ts';

const always = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]));
const SETTINGS = {
  calendars: { always: { timeZone: 'UTC', week: always } },
  policies: [
    { name: 'urgent', calendar: 'always', when: { urgencies: ['high'] }, firstAnswer: 60, resolution: 600 },
    { name: 'everybody', calendar: 'always', firstAnswer: 240, nextAnswer: 120, resolution: 1440 },
  ],
};

describe('what is promised about tickets', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  const promise = (settings: unknown): Promise<{ status: number; body: unknown }> => desk.service.call('PUT', '/v1/sla', { body: settings });
  const promisesOf = async (email: string): Promise<Record<string, string>> =>
    Object.fromEntries(((await desk.ticketsOf(email))[0]?.promises ?? []).map(({ promise: kind, state }) => [kind, state]));
  const alertsOf = async (ticketId: string): Promise<TicketPromiseAlerted[]> => (await desk.service.published(ticketPromiseAlerted)).filter((one) => one.ticketId === ticketId);
  /** Looks at once instead of every two seconds. */
  const untilLooked = (holds: () => Promise<boolean>, patience: Patience): Promise<unknown> => waitUntil(async () => {
    await desk.service.running.app.get(SlaWatch).look();
    return await holds();
  }, patience);
  /** As if the ticket had come so many minutes earlier. */
  const age = (ticketId: string, minutes: number): Promise<unknown> => desk.service.database.query(
    'UPDATE sla_promises SET since = since - make_interval(mins => $2), due_at = due_at - make_interval(mins => $2), look_at = look_at - make_interval(mins => $2), again_at = again_at - make_interval(mins => $2) WHERE ticket_id = $1', [ticketId, minutes]);

  it('is nothing until somebody says so, but no ticket is forgotten: who waits for a day becomes urgent', async () => {
    await desk.mail({ from: 'early@customer.test', text: 'Where is my invoice?' });
    const [ticket] = await desk.ticketsOf('early@customer.test');
    const id = ticket?.id ?? '';
    expect([ticket?.urgency, ticket?.promises.map(({ promise: kind, policy, targetMinutes }) => [kind, policy, targetMinutes])]).toEqual(['normal', [['first-answer', 'unanswered', 1440]]]);

    await age(id, 25 * 60);
    await untilLooked(async () => (await alertsOf(id)).some(({ stage }) => stage === 'broken'), { what: 'the escalation' });

    expect((await desk.ticketsOf('early@customer.test'))[0]?.urgency).toBe('high');
    expect((await desk.service.published(ticketChanged)).find(({ ticketId }) => ticketId === id)?.urgency).toBe('high');
    expect(((await desk.service.get('/v1/sla/promises?broken=true')).body as { promises: unknown[] }).promises).toMatchObject([{ ticketId: id, policy: 'unanswered', state: 'broken' }]);
  });

  it('is escalated again while nobody answers: it goes from who has it to somebody else, and rules are asked', async () => {
    await desk.service.call('PUT', '/v1/routing', { body: {
      queues: { billing: { assignment: 'round-robin' } }, agents: { ann: { queues: ['billing'], capacity: 9 }, bob: { queues: ['billing'], capacity: 9 } },
      rules: [{ name: 'late', on: ['overdue'], do: { tags: ['late'] } }],
    } });
    await desk.mail({ from: 'again@customer.test', text: 'Where is my invoice?' });
    const [ticket] = await desk.ticketsOf('again@customer.test');
    const [id, first] = [ticket?.id ?? '', ticket?.assignee ?? ''];
    const escalations = async (): Promise<number> => Number((await desk.service.database.query<{ escalations: number }>('SELECT escalations FROM sla_promises WHERE ticket_id = $1', [id]))[0]?.escalations);
    await age(id, 25 * 60);
    await untilLooked(async () => (await alertsOf(id)).some(({ stage }) => stage === 'broken'), { what: 'the breach' });
    expect(await desk.show(id)).toMatchObject({ assignee: first, tags: [] });

    await age(id, 24 * 60);
    await untilLooked(async () => (await escalations()) === 1, { what: 'the second escalation' });
    const second = await desk.show(id);
    await age(id, 48 * 60);
    await untilLooked(async () => (await escalations()) === 2, { what: 'the third escalation' });

    expect([second, await desk.show(id)]).toMatchObject([{ assignee: first === 'ann' ? 'bob' : 'ann', tags: ['late'], urgency: 'high' }, { assignee: first }]);
    expect((await alertsOf(id)).filter(({ stage }) => stage === 'broken')).toHaveLength(1);
    await desk.service.post(`/v1/tickets/${id}/replies`, { text: 'In your account.', seen: 'any' });
    expect(await desk.service.database.query('SELECT again_at FROM sla_promises WHERE ticket_id = $1', [id])).toEqual([{ again_at: null }]);
    await desk.service.call('PUT', '/v1/routing', { body: {} });
  });

  it('is not escalated where it was answered, until the customer writes again', async () => {
    await desk.mail({ from: 'answered@customer.test', text: 'Where is my invoice?', headers: { 'Message-ID': '<answered1@x.test>' } });
    const [ticket] = await desk.ticketsOf('answered@customer.test');
    await desk.service.post(`/v1/tickets/${ticket?.id ?? ''}/replies`, { text: 'In your account.', seen: 'any' });
    expect(await promisesOf('answered@customer.test')).toEqual({ 'first-answer': 'kept' });

    await desk.mail({ from: 'answered@customer.test', text: 'It is not there.', headers: { 'In-Reply-To': '<answered1@x.test>' } });
    expect(await promisesOf('answered@customer.test')).toEqual({ 'first-answer': 'kept', 'next-answer': 'running' });
  });

  it('is refused with the place where it contradicts itself', async () => {
    const { status, body } = await promise({ calendars: {}, policies: [{ name: 'a', calendar: 'office', firstAnswer: 60 }] });
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('body.policies.0.calendar')]);
    const rare = await promise({ calendars: { rare: { timeZone: 'UTC', week: { mon: ['09:00-09:01'] } } }, policies: [{ name: 'a', calendar: 'rare', firstAnswer: 525_600 }] });
    expect([rare.status, JSON.stringify(rare.body)]).toEqual([422, expect.stringContaining('within twenty years')]);
  });

  it('is kept by an answer, stands still while the customer is waited for, and is over with the ticket', async () => {
    expect(await promise(SETTINGS)).toMatchObject({ status: 200, body: { version: 1 } });
    await desk.mail({ from: 'ann@customer.test', text: 'Where is my invoice?', headers: { 'Message-ID': '<ann1@x.test>' } });
    expect(await promisesOf('ann@customer.test')).toEqual({ 'first-answer': 'running', resolution: 'running' });
    const [ticket] = await desk.ticketsOf('ann@customer.test');

    await desk.service.post(`/v1/tickets/${ticket?.id ?? ''}/replies`, { text: 'In your account.', seen: 'any' });
    expect(await promisesOf('ann@customer.test')).toEqual({ 'first-answer': 'kept', resolution: 'waiting' });

    await desk.mail({ from: 'ann@customer.test', text: 'It is not there.', headers: { 'In-Reply-To': '<ann1@x.test>' } });
    expect(await promisesOf('ann@customer.test')).toEqual({ 'first-answer': 'kept', 'next-answer': 'running', resolution: 'running' });

    await desk.service.post(`/v1/tickets/${ticket?.id ?? ''}/close`);
    expect(await promisesOf('ann@customer.test')).toEqual({ 'first-answer': 'kept', 'next-answer': 'kept', resolution: 'kept' });
  });

  it('is warned of once and then broken once, each as an event', async () => {
    await desk.mail({ from: 'bob@customer.test', text: 'This is urgent: production is down, asap please.' });
    const [ticket] = await desk.ticketsOf('bob@customer.test');
    const id = ticket?.id ?? '';
    expect(ticket?.promises.map(({ policy }) => policy)).toEqual(['urgent', 'urgent']);

    await age(id, 50);
    await untilLooked(async () => (await alertsOf(id)).length === 1, { what: 'the warning' });
    await age(id, 20);
    await untilLooked(async () => (await alertsOf(id)).length === 2, { what: 'the breach' });

    expect((await alertsOf(id)).map(({ promise: kind, stage }) => [kind, stage])).toEqual([['first-answer', 'warning'], ['first-answer', 'broken']]);
    expect(await promisesOf('bob@customer.test')).toEqual({ 'first-answer': 'broken', resolution: 'running' });
    const { promises } = (await desk.service.get('/v1/sla/promises?broken=true')).body as { promises: { ticketId: string }[] };
    expect(promises[0]?.ticketId).toBe(id);
  });

  it('is watched like a ticket without a policy where the policy promises a first answer alone, and after the policy is gone', async () => {
    const calendars = { always: { timeZone: 'UTC', week: always } };
    await promise({ calendars, policies: [{ name: 'first', calendar: 'always', firstAnswer: 60, resolution: 600 }] });
    await desk.mail({ from: 'dan@customer.test', text: 'Where is my parcel?', headers: { 'Message-ID': '<dan1@x.test>' } });
    const id = (await desk.ticketsOf('dan@customer.test'))[0]?.id ?? '';
    const policiesOf = async (): Promise<string[]> => ((await desk.ticketsOf('dan@customer.test'))[0]?.promises ?? []).map(({ promise: kind, policy, state }) => `${kind} ${policy} ${state}`);
    await desk.service.post(`/v1/tickets/${id}/replies`, { text: 'On its way.', seen: 'any' });
    await desk.mail({ from: 'dan@customer.test', text: 'It is not.', headers: { 'In-Reply-To': '<dan1@x.test>' } });
    expect(await policiesOf()).toEqual(['first-answer first kept', 'next-answer unanswered running', 'resolution first running']);

    await desk.service.post(`/v1/tickets/${id}/replies`, { text: 'Now it is.', seen: 'any' });
    await promise({ calendars, policies: [] });
    await desk.mail({ from: 'dan@customer.test', text: 'No, it is not.', headers: { 'In-Reply-To': '<dan1@x.test>' } });
    expect(await policiesOf()).toEqual(expect.arrayContaining(['first-answer first kept', 'next-answer unanswered running']));
    await promise(SETTINGS);
  });

  it('comes to other times with a new calendar, and is dropped with its policy', async () => {
    await desk.mail({ from: 'cat@customer.test', text: 'Where is my parcel?' });
    const calendars = { always: { timeZone: 'UTC', week: always, exceptions: Object.fromEntries([0, 1].map((days) => [new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10), []])) } };
    const [before] = await desk.ticketsOf('cat@customer.test');

    await promise({ ...SETTINGS, calendars });
    await untilLooked(async () => (await desk.ticketsOf('cat@customer.test'))[0]?.promises[0]?.dueAt !== before?.promises[0]?.dueAt, { what: 'the new time' });
    const due = (await desk.ticketsOf('cat@customer.test'))[0]?.promises[0]?.dueAt ?? '';
    expect(Date.parse(due) - Date.now()).toBeGreaterThan(24 * 3_600_000);

    const policiesOf = async (): Promise<string[] | undefined> => (await desk.ticketsOf('cat@customer.test'))[0]?.promises.map(({ policy }) => policy);
    await promise({ calendars, policies: [] });
    await untilLooked(async () => (await policiesOf())?.join() === 'unanswered', { what: 'the watch over what nobody promises' });
    await promise({ calendars, policies: [], unanswered: null });
    await untilLooked(async () => (await policiesOf())?.length === 0, { what: 'no promise' });
  });
});
