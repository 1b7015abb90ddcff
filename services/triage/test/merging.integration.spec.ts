import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@widecast/database';
import { waitUntil } from '@widecast/testing';
import { Desk, type Shown } from './desk.ts';

describe('merging', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  const write = async (from: string, id: string, text: string, headers: Record<string, string> = {}): Promise<void> => {
    await desk.mail({ from, subject: 'A question', text, headers: { 'Message-ID': `<${id}@x.test>`, ...headers } });
  };
  const post = (path: string, body?: unknown): Promise<{ status: number; body: unknown }> => desk.service.post(`/v1/tickets/${path}`, body);
  const textsOf = ({ messages }: Shown): string[] => messages.filter(({ direction }) => direction === 'in').map(({ text }) => text);
  async function twoOf(from: string): Promise<[Shown, Shown]> {
    await write(from, `${from}-1`, 'First.');
    await write(from, `${from}-2`, 'Second.');
    return (await desk.ticketsOf(from)) as [Shown, Shown];
  }

  it('brings the messages together, and answers to the one come to the other', async () => {
    const [first, second] = await twoOf('ann@customer.test');

    expect(await post(`${second.id}/merge`, { into: first.id })).toMatchObject({ status: 200, body: { id: first.id, state: 'open' } });
    await write('ann@customer.test', 'ann-3', 'Third.', { 'In-Reply-To': '<ann@customer.test-2@x.test>' });

    expect(textsOf(await desk.show(first.id))).toEqual(['First.', 'Second.', 'Third.']);
    expect(await desk.show(second.id)).toMatchObject({ state: 'closed', mergedInto: first.id });
  });

  it('can be undone: what came before comes back, what came since stays', async () => {
    const [first, second] = await twoOf('bob@customer.test');
    await post(`${second.id}/merge`, { into: first.id });
    await write('bob@customer.test', 'bob-3', 'Third.', { 'In-Reply-To': '<bob@customer.test-1@x.test>' });

    expect(await post(`${second.id}/unmerge`)).toMatchObject({ status: 200, body: { state: 'open', mergedInto: null } });

    expect(textsOf(await desk.show(first.id))).toEqual(['First.', 'Third.']);
    expect(textsOf(await desk.show(second.id))).toEqual(['Second.']);
    expect(await post(`${second.id}/unmerge`)).toMatchObject({ status: 409 });
  });

  it('takes with it what it made of the other: a complaint, urgency, being open again; not what is so by itself', async () => {
    const [first, second] = await twoOf('max@customer.test');
    await write('max@customer.test', 'max-3', 'I want to make a complaint, this is unacceptable.', { 'In-Reply-To': '<max@customer.test-2@x.test>' });
    await post(`${first.id}/close`);
    const [calm, angry] = [{ state: 'closed', complaint: false, urgency: first.urgency }, { state: 'open', complaint: true, urgency: 'high' }];
    await post(`${second.id}/merge`, { into: first.id });
    expect(await desk.show(first.id)).toMatchObject(angry);
    await post(`${second.id}/unmerge`);
    expect([await desk.show(first.id), await desk.show(second.id)]).toMatchObject([calm, angry]);

    await post(`${second.id}/close`);
    await post(`${first.id}/reopen`);
    await post(`${second.id}/merge`, { into: first.id });
    await write('max@customer.test', 'max-4', 'I complain: this is unacceptable, too.', { 'In-Reply-To': '<max@customer.test-1@x.test>' });
    await post(`${second.id}/unmerge`);
    expect([await desk.show(first.id), await desk.show(second.id)]).toMatchObject([angry, { ...angry, state: 'closed' }]);
  });

  it('stays what a person said of the whole, whatever leaves it', async () => {
    const [first, second] = await twoOf('nan@customer.test');
    await desk.service.call('PATCH', `/v1/tickets/${second.id}`, { body: { complaint: true } });
    await post(`${second.id}/merge`, { into: first.id });
    await desk.service.call('PATCH', `/v1/tickets/${first.id}`, { body: { complaint: true } });
    await post(`${second.id}/unmerge`);
    expect(await desk.show(first.id)).toMatchObject({ complaint: true });
  });

  it('keeps of what a person said what he said: whose urgency is corrected is no complaint by that', async () => {
    const [first, second] = await twoOf('uma@customer.test');
    const [correct, is] = [(body: object) => desk.service.call('PATCH', `/v1/tickets/${first.id}`, { body }), () => desk.show(first.id)];
    await desk.service.call('PATCH', `/v1/tickets/${second.id}`, { body: { complaint: true, urgency: 'high' } });
    await post(`${first.id}/close`);
    for (const urgency of ['normal', 'high']) {
      await post(`${second.id}/merge`, { into: first.id });
      await correct({ urgency });
      expect(await is()).toMatchObject({ complaint: true, state: 'open', urgency });
      await post(`${second.id}/unmerge`);
      expect(await is()).toMatchObject({ complaint: false, state: 'closed', urgency });
    }
  });

  it('is undone once, however many do it at once, and not while it is merged into yet another one', async () => {
    const [first, second] = await twoOf('oda@customer.test');
    await post(`${second.id}/merge`, { into: first.id });
    const undone = await Promise.all(Array.from({ length: 4 }, () => post(`${second.id}/unmerge`)));
    expect(undone.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    expect([textsOf(await desk.show(first.id)), textsOf(await desk.show(second.id))]).toEqual([['First.'], ['Second.']]);

    await write('oda@customer.test', 'oda-3', 'Third.');
    const third = (await desk.ticketsOf('oda@customer.test')).find(({ id }) => id !== first.id && id !== second.id) as Shown;
    await post(`${second.id}/merge`, { into: first.id });
    const late = await desk.service.running.app.get(Database).transaction(async (tx) => {
      await tx.query('UPDATE tickets SET merged_into = $2, merged_at = now() WHERE id = $1', [first.id, third.id]);
      const undoing = post(`${second.id}/unmerge`);
      await waitUntil(async () => (await desk.service.database.query(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%tickets%'`)).length, { what: 'the undoing to wait for the merging' });
      return [undoing] as const;
    });
    expect(await late[0]).toMatchObject({ status: 409, body: { detail: expect.stringContaining('at this moment') as unknown } });
    expect(await desk.show(second.id)).toMatchObject({ mergedInto: first.id });
  });

  it('can be undone in any order where a ticket was merged into one that was merged again', async () => {
    const [first, second] = await twoOf('kim@customer.test');
    await write('kim@customer.test', 'kim-3', 'Third.');
    const third = (await desk.ticketsOf('kim@customer.test')).find(({ id }) => id !== first.id && id !== second.id) as Shown;
    const texts = (): Promise<string[][]> => Promise.all([first, second, third].map(async ({ id }) => textsOf(await desk.show(id))));
    const mergeAll = async (): Promise<void> => {
      await post(`${first.id}/merge`, { into: second.id });
      await post(`${second.id}/merge`, { into: third.id });
    };
    await mergeAll();
    expect(await texts()).toEqual([[], [], ['First.', 'Second.', 'Third.']]);

    await post(`${first.id}/unmerge`);
    expect(await texts()).toEqual([['First.'], [], ['Second.', 'Third.']]);
    await post(`${second.id}/unmerge`);
    await mergeAll();
    await post(`${second.id}/unmerge`);
    expect(await texts()).toEqual([[], ['First.', 'Second.'], ['Third.']]);
    await post(`${first.id}/unmerge`);
    expect(await texts()).toEqual([['First.'], ['Second.'], ['Third.']]);
  });

  it('is refused between customers, with itself, and twice', async () => {
    const [first, second] = await twoOf('cid@customer.test');
    const [other] = await twoOf('dan@elsewhere.test');
    expect(await post(`${first.id}/merge`, { into: other.id })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('different customers') as unknown } });
    expect(await post(`${first.id}/merge`, { into: first.id })).toMatchObject({ status: 409 });
    await post(`${first.id}/merge`, { into: second.id });
    expect(await post(`${second.id}/merge`, { into: first.id })).toMatchObject({ status: 409 });
  });

  it('leaves nothing to be done with the one that was merged', async () => {
    const [first, second] = await twoOf('gil@customer.test');
    await post(`${second.id}/merge`, { into: first.id });
    const answers = [
      await post(`${second.id}/reopen`), await post(`${second.id}/replies`, { text: 'Where?', seen: 'any' }), await post(`${second.id}/assign`, { agent: null }), await post(`${second.id}/hand-over`, { to: 'bot' }),
      await desk.service.call('PATCH', `/v1/tickets/${second.id}`, { body: { complaint: true } }),
    ];

    expect(answers).toMatchObject(answers.map(() => ({ status: 409, body: { detail: expect.stringContaining(`merged into ${first.id}`) } })));
    expect(await desk.show(second.id)).toMatchObject({ state: 'closed', mergedInto: first.id });
  });

  it('is the way back from a split', async () => {
    await write('eve@customer.test', 'eve-1', 'First.');
    await write('eve@customer.test', 'eve-2', 'Another matter.', { 'In-Reply-To': '<eve-1@x.test>' });
    const [ticket] = (await desk.ticketsOf('eve@customer.test')) as [Shown];
    const message = ticket.messages.find(({ text }) => text === 'Another matter.')?.id;

    const { body } = await post(`${ticket.id}/split`, { messages: [message], subject: 'Another matter' });
    const own = body as Shown;

    expect(own).toMatchObject({ subject: 'Another matter', splitFrom: ticket.id, state: 'open' });
    expect([textsOf(await desk.show(ticket.id)), textsOf(await desk.show(own.id))]).toEqual([['First.'], ['Another matter.']]);
    expect(await post(`${ticket.id}/split`, { messages: [message] })).toMatchObject({ status: 409 });
    expect(await post(`${own.id}/split`, { messages: [message] })).toMatchObject({ status: 409 });
    await post(`${own.id}/merge`, { into: ticket.id });
    expect(textsOf(await desk.show(ticket.id))).toEqual(['First.', 'Another matter.']);
  });

  it('is not undone where what came with it was split off since', async () => {
    const [first, second] = await twoOf('noa@customer.test');
    await post(`${second.id}/merge`, { into: first.id });
    const [message] = second.messages.filter(({ direction }) => direction === 'in');
    await post(`${first.id}/split`, { messages: [message?.id] });

    expect(await post(`${second.id}/unmerge`)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('split off since') } });
    expect(await desk.show(second.id)).toMatchObject({ state: 'closed', mergedInto: first.id });
  });

  it('understands what is split off by itself: it takes its complaint along, and who waits there does not wait here', async () => {
    await write('pat@customer.test', 'pat-1', 'Where is my parcel?');
    const [ticket] = (await desk.ticketsOf('pat@customer.test')) as [Shown];
    await post(`${ticket.id}/replies`, { text: 'On its way.', seen: 'any' });
    await write('pat@customer.test', 'pat-2', 'I want to make a complaint about invoice 4711, this is unacceptable.', { 'In-Reply-To': '<pat-1@x.test>' });
    const angry = await desk.show(ticket.id);
    expect(angry).toMatchObject({ complaint: true, promises: [{ promise: 'first-answer', state: 'kept' }, { promise: 'next-answer', state: 'running' }] });

    const { body } = await post(`${ticket.id}/split`, { messages: [angry.messages.at(-1)?.id] });

    expect(await desk.show((body as Shown).id)).toMatchObject({ complaint: true, intent: 'complaint', queue: 'complaints', urgency: 'high', entities: { invoices: ['4711'] }, promises: [{ promise: 'first-answer', state: 'running' }] });
    expect(await desk.show(ticket.id)).toMatchObject({ complaint: false, intent: ticket.intent, queue: 'orders', urgency: 'normal', promises: [{ state: 'kept' }, { promise: 'next-answer', state: 'kept' }] });
  });

  it('leaves the rest of a complaint where people have moved it, and as urgent as it is by itself', async () => {
    const rests = await Promise.all([{ name: 'ria', said: {}, rest: 'How do I print? It is urgent.' }, { name: 'sam', said: { queue: 'legal' }, rest: 'How do I print?' }].map(async ({ name, said, rest }) => {
      const from = `${name}@customer.test`;
      await write(from, `${from}-1`, 'I want to make a complaint, this is unacceptable.');
      await write(from, `${from}-2`, rest, { 'In-Reply-To': `<${from}-1@x.test>` });
      const [ticket] = (await desk.ticketsOf(from)) as [Shown];
      await desk.service.call('PATCH', `/v1/tickets/${ticket.id}`, { body: { tags: ['seen'], ...said } });
      expect(await post(`${ticket.id}/split`, { messages: [ticket.messages[0]?.id] })).toMatchObject({ status: 201, body: { queue: 'complaints', complaint: true } });
      return await desk.show(ticket.id);
    }));
    expect(rests).toMatchObject([{ complaint: false, queue: 'general', urgency: 'high', tags: ['seen'] }, { complaint: false, queue: 'legal', urgency: 'low' }]);
  });

  it('leaves nobody without a watch: neither where an unanswered ticket comes to an answered one, nor after that is undone', async () => {
    const [first, second] = await twoOf('hal@customer.test');
    const openOf = async ({ id }: Shown): Promise<string[]> => (await desk.show(id)).promises.filter(({ state }) => state === 'running').map(({ promise: kind }) => kind);
    await post(`${first.id}/replies`, { text: 'It is so.', seen: 'any' });
    expect([await openOf(first), await openOf(second)]).toEqual([[], ['first-answer']]);

    await post(`${second.id}/merge`, { into: first.id });
    expect([await openOf(first), await openOf(second)]).toEqual([['next-answer'], []]);
    await post(`${second.id}/unmerge`);
    expect(await openOf(second)).toEqual(['next-answer']);

    await post(`${second.id}/close`);
    expect(await openOf(second)).toEqual([]);
    await post(`${second.id}/reopen`);
    expect(await openOf(second)).toEqual(['next-answer']);
  });

  it('brings a person where a machine has the one and the other waits for a person', async () => {
    const [first, second] = await twoOf('lea@customer.test');
    await desk.service.database.query("UPDATE tickets SET owner = 'bot', answered_by_rule = true WHERE id = $1", [first.id]);

    await post(`${second.id}/merge`, { into: first.id });

    expect(await desk.show(first.id)).toMatchObject({ owner: 'person' });
  });

  it('leaves closed what was closed in both', async () => {
    const [first, second] = await twoOf('ida@customer.test');
    for (const { id } of [first, second]) await post(`${id}/close`);
    expect(await post(`${second.id}/merge`, { into: first.id })).toMatchObject({ status: 200, body: { state: 'closed' } });
  });

  it('knows an answer that is sent again, wherever it has been moved', async () => {
    const [first, second] = await twoOf('jan@customer.test');
    const answer = { text: 'It is so.', seen: 'any', idempotencyKey: 'jan-1' };
    const given = await post(`${first.id}/replies`, answer);
    const [message] = (await desk.show(first.id)).messages.filter(({ direction, text }) => direction === 'out' && text === answer.text);
    await write('jan@customer.test', 'jan-3', 'Third.', { 'In-Reply-To': '<jan@customer.test-1@x.test>' });

    await post(`${first.id}/split`, { messages: [message?.id] });
    expect((await post(`${first.id}/replies`, answer)).body).toEqual(given.body);
    await post(`${first.id}/merge`, { into: second.id });
    expect((await post(`${first.id}/replies`, answer)).body).toEqual(given.body);
    expect((await desk.ticketsOf('jan@customer.test')).flatMap(({ messages }) => messages).filter(({ text }) => text === answer.text)).toHaveLength(1);
  });

  it('is not needed where an old ticket is answered: a new one follows it', async () => {
    await write('fay@customer.test', 'fay-1', 'First.');
    const [ticket] = (await desk.ticketsOf('fay@customer.test')) as [Shown];
    await post(`${ticket.id}/close`);
    await desk.service.database.query("UPDATE tickets SET closed_at = now() - interval '15 days' WHERE id = $1", [ticket.id]);

    await write('fay@customer.test', 'fay-2', 'Again.', { 'In-Reply-To': '<fay-1@x.test>' });

    const [old, follower] = (await desk.ticketsOf('fay@customer.test')) as [Shown, Shown];
    expect([old.state, follower.follows, textsOf(follower)]).toEqual(['closed', ticket.id, ['Again.']]);
  });
});
