import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@widecast/testing';
import { Desk } from './desk.ts';

describe('a form on a page', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_FORM_PER_HOUR: '5', TICKETS_FORM_SENDERS: 'no-reply@shop.test', TICKETS_SENDER_MAILS: '4' } });
  });

  afterAll(() => desk.stop());

  const send = (fields: Record<string, string>, from = `client of ${fields['email'] ?? ''}`, to = desk): Promise<Answer> =>
    to.service.call('POST', '/v1/ticket-form', { raw: { content: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' }, headers: { 'x-widecast-client': from }, scopes: null });

  it('opens a ticket without a key and sets no cookie', async () => {
    const { status, body, headers } = await send({ email: 'Ann@Customer.test', name: 'Ann', subject: 'Пароль', text: 'Не могу войти', website: '' });

    const [ticket] = await desk.ticketsOf('ann@customer.test');
    expect([status, body]).toEqual([200, { number: ticket?.number }]);
    expect(ticket).toMatchObject({ channel: 'form', name: 'Ann', subject: 'Пароль', intent: 'access' });
    expect([headers.get('set-cookie'), headers.get('access-control-allow-origin')]).toEqual([null, '*']);
  });

  it('opens one ticket when it is sent twice', async () => {
    for (let n = 0; n < 2; n += 1) await send({ email: 'twice@customer.test', text: 'Where is my parcel?' });

    expect(await desk.ticketsOf('twice@customer.test')).toHaveLength(1);
  });

  it('of another program, which mails in its own name, is of who filled it in; no other Reply-To says who writes', async () => {
    for (const [n, from] of ['no-reply@shop.test', 'eve@elsewhere.test'].entries()) await desk.mail({ from, subject: 'A question', text: `Where is my parcel, please ${n}?`, headers: { 'Reply-To': 'Uwe <uwe@customer.test>' } });
    await desk.mail({ from: 'no-reply@shop.test', subject: 'A question', text: 'Is it there?', headers: { 'Reply-To': 'support@widecast.localhost' } });

    expect(await desk.ticketsOf('uwe@customer.test')).toMatchObject([{ name: 'Uwe', messages: [{ text: 'Where is my parcel, please 0?' }, { direction: 'out' }] }]);
    expect([(await desk.ticketsOf('eve@elsewhere.test')).length, await desk.ticketsOf('support@widecast.localhost')]).toEqual([1, []]);
  });

  it.each([
    ['says that a machine wrote it', {}, { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }],
    ['wants no bounces', { envelope: '' }, { 'Return-Path': '<>' }],
    ['can be unsubscribed from', {}, { 'List-Unsubscribe': '<https://shop.test/off>', Precedence: 'bulk' }],
    ['writes with a tag', { from: 'no-reply+shop@shop.test' }, {}],
    ['writes about mails', { subject: 'Mail delivery failed' }, {}],
  ])('of another program that %s is a question of a person, who alone is answered', async (what, rest, headers) => {
    const person = `${what.replaceAll(' ', '.')}@customer.test`;
    await desk.mail({ from: 'no-reply@shop.test', subject: 'A question', text: `Where is it, please? It ${what}.`, headers: { ...headers, 'Reply-To': person }, ...rest });

    expect(await desk.ticketsOf(person)).toMatchObject([{ messages: [{ direction: 'in', automatic: false }, { direction: 'out' }] }]);
    expect(await desk.service.database.query("SELECT FROM tickets WHERE email LIKE '%@shop.test'")).toEqual([]);
  });

  it('of another program opens nothing of our own messages, and is kept where it names nobody', async () => {
    const before = await desk.received();
    const form = { from: 'no-reply@shop.test', subject: 'A question', text: 'Is anybody there?' };
    await desk.mail({ ...form, headers: { 'Reply-To': 'loop@customer.test', 'X-Widecast-Delivery': 'a/1' } });
    await desk.mail({ ...form, headers: { 'Auto-Submitted': 'auto-generated' } });

    const count = (now: Record<string, number>, key: string): number => (now[key] ?? 0) - (before[key] ?? 0);
    const now = await desk.received();
    expect(await desk.ticketsOf('loop@customer.test')).toEqual([]);
    expect(['ignored: own message', 'quarantined: it looks automatic by its no-reply sender'].map((key) => count(now, key))).toEqual([1, 1]);
  });

  it('opens nothing where its trap is filled in, and does not show it', async () => {
    const { status, body } = await send({ email: 'robot@spam.test', text: 'Buy', website: 'https://spam.test' });

    expect([status, body, await desk.ticketsOf('robot@spam.test')]).toEqual([200, { number: null }, []]);
  });

  it('names what is wrong, and takes neither files nor large bodies', async () => {
    const { status, body } = await send({ email: 'nobody', text: ' ' });
    const file = await desk.service.call('POST', '/v1/ticket-form', { raw: { content: 'x', type: 'multipart/form-data; boundary=x' }, scopes: null });

    expect([status, (body as { errors: { field: string }[] }).errors.map(({ field }) => field)]).toEqual([422, ['body.email', 'body.text']]);
    expect([file.status, (await send({ email: 'big@customer.test', text: 'x'.repeat(70_000) })).status]).toEqual([415, 413]);
  });

  it('is taken only so often from one place, whatever address it names, and of one address, wherever it comes from', async () => {
    const fromOne: Answer[] = [];
    for (let n = 0; n < 6; n += 1) fromOne.push(await send({ email: `many${n}@customer.test`, text: 'Hello there' }, '192.0.2.7'));
    const ofOne: Answer[] = [];
    for (let n = 0; n < 6; n += 1) ofOne.push(await send({ email: 'victim@customer.test', text: `Hello ${'x'.repeat(n)}` }, `192.0.2.${n + 10}`));

    expect([fromOne, ofOne].map((answers) => answers.map(({ status }) => status))).toEqual([[200, 200, 200, 200, 200, 429], [200, 200, 200, 200, 200, 429]]);
    expect(Number(fromOne[5]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('leads to the page of the settings and to no other, or is closed by them', async () => {
    const leading = await Desk.open({ env: { TICKETS_FORM_REDIRECT: 'https://shop.example/thanks' } });
    const closed = await Desk.open({ env: { TICKETS_FORM: 'off' } });

    const { status, headers } = await send({ email: 'ann@customer.test', text: 'Hello', redirect: 'https://evil.test/' }, 'a', leading);

    expect([status, headers.get('location')]).toEqual([303, 'https://shop.example/thanks']);
    expect((await send({ email: 'ann@customer.test', text: 'Hello' }, 'a', closed)).status).toBe(404);
    await Promise.all([leading.stop(), closed.stop()]);
  });

  it('of the documents has the fields that are taken', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/examples/form.html'), 'utf8');
    const names = [...page.matchAll(/<(?:input|textarea)[^>]* name="(\w+)"/g)].map(([, name = '']) => name);

    const { status } = await send(Object.fromEntries(names.map((name) => [name, name === 'email' ? 'page@customer.test' : name === 'website' ? '' : `Some ${name}`])));

    expect([names.toSorted(), status]).toEqual([['email', 'name', 'subject', 'text', 'website'], 200]);
    expect(await desk.ticketsOf('page@customer.test')).toHaveLength(1);
  });
});
