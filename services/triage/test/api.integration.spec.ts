import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested, ticketOpened } from '@widecast/contracts';
import { Desk, type Shown } from './desk.ts';
import type { TicketView } from '../src/tickets/ticket.view.ts';

describe('tickets by API', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '' } });
  });

  afterAll(() => desk.stop());

  const open = async (from: string, text: string): Promise<TicketView> => (await desk.service.post('/v1/tickets', { from, subject: 'From the form', text })).body as TicketView;

  it('are opened, told of and acknowledged like those by mail', async () => {
    const { status, body } = await desk.service.post('/v1/tickets', { from: ' Gina@Customer.TEST ', name: 'Gina', subject: 'Пароль', text: 'Не могу войти' });

    expect(status).toBe(201);
    expect(body).toMatchObject({ from: 'gina@customer.test', name: 'Gina', state: 'open', channel: 'api', intent: 'access', language: 'ru', complaint: false });
    expect(await desk.service.published(ticketOpened)).toMatchObject([{ ticketId: (body as TicketView).id, channel: 'api' }]);
    expect(await desk.service.published(replyRequested)).toMatchObject([{ to: 'gina@customer.test', automatic: true, inReplyTo: null, references: [] }]);
  });

  it('name every defect of a request', async () => {
    const { status, body } = await desk.service.post('/v1/tickets', { from: 'nobody', subject: ' ', text: '', priority: 1 });

    expect(status).toBe(422);
    expect((body as { errors: { field: string }[] }).errors.map(({ field }) => field).toSorted()).toEqual(['body', 'body.from', 'body.subject', 'body.text']);
  });

  it('keep what was written, be it as odd as it may', async () => {
    const ticket = await open('odd@customer.test', `'; DROP TABLE tickets; -- \ufffd <script>`);

    expect((await desk.show(ticket.id)).messages[0]?.text).toBe(`'; DROP TABLE tickets; -- \ufffd <script>`);
  });

  it('are not opened with characters that cannot be stored or seen, nor looked for by such', async () => {
    const opened = await desk.service.post('/v1/tickets', { from: 'odd@customer.test', subject: '\0\u0007', text: '\0' });
    const found = await desk.service.get('/v1/tickets?queue=%00');

    expect([opened.status, found.status]).toEqual([422, 422]);
  });

  it('are opened and answered once under a key, however often and at once they are sent', async () => {
    const question = { from: 'key@customer.test', subject: 'Question', text: 'Where is my parcel?', idempotencyKey: 'form 4711' };
    const opened = await Promise.all(Array.from({ length: 4 }, () => desk.service.post('/v1/tickets', question)));
    const [{ id }] = opened.map(({ body }) => body as { id: string }) as [{ id: string }];
    const answers = await Promise.all(Array.from({ length: 4 }, () => desk.service.post(`/v1/tickets/${id}/replies`, { text: 'On its way.', seen: 'any', idempotencyKey: 'a' })));
    const other = await desk.service.post(`/v1/tickets/${id}/replies`, { text: 'On its way.', seen: 'any', idempotencyKey: 'b' });
    const otherText = await desk.service.post(`/v1/tickets/${id}/replies`, { text: 'It is lost.', seen: 'any', idempotencyKey: 'a' });

    for (const another of [{ from: 'other@customer.test' }, { subject: 'Another' }, { text: 'Where is my other parcel?' }]) expect(await desk.service.post('/v1/tickets', { ...question, ...another })).toMatchObject({ status: 409 });
    expect(otherText.status).toBe(409);
    expect(new Set(opened.map(({ status, body }) => `${status} ${(body as { id: string }).id}`))).toEqual(new Set([`201 ${id}`]));
    expect(new Set(answers.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
    expect(other.body).not.toEqual(answers[0]?.body);
    expect((await desk.show(id)).messages.map(({ direction }) => direction)).toEqual(['in', 'out', 'out', 'out']);
    expect((await desk.service.get('/v1/tickets?from=KEY@customer.test')).body).toMatchObject({ tickets: [{ id }] });
  });

  it('are closed and opened again, each once', async () => {
    const { id } = await open('hal@customer.test', 'How do I print?');

    const steps = [];
    for (const step of ['close', 'close', 'reopen', 'reopen']) steps.push((await desk.service.post(`/v1/tickets/${id}/${step}`)).status);

    expect(steps).toEqual([200, 409, 200, 409]);
    expect(await desk.show(id)).toMatchObject({ state: 'open', closedAt: null });
  });

  it('are shown with their newest messages, and the rest page by page', async () => {
    const { id } = await open('max@customer.test', 'The first of very many');
    await desk.service.database.query(
      `INSERT INTO ticket_messages (ticket_id, id, direction, automatic, text, full_text, at) SELECT $1, gen_random_uuid(), 'in', false, n::text, '', now() + n * interval '1 s' FROM generate_series(1, 300) n`, [id]);
    const page = async (before: string | undefined): Promise<Pick<Shown, 'messages' | 'older'>> => (await desk.service.get(`/v1/tickets/${id}/messages?before=${before}&limit=98`)).body as Shown;
    const textsOf = ({ messages, older }: Pick<Shown, 'messages' | 'older'>): unknown[] => [messages.length, messages[0]?.text, messages.at(-1)?.text, older];

    const shown = await desk.show(id);
    const before = await page(shown.messages[0]?.id);
    const first = await page(before.messages[0]?.id);

    expect([textsOf(shown), textsOf(before)]).toEqual([[200, '101', '300', 102], [98, '3', '100', 4]]);
    expect(first).toMatchObject({ older: 0, messages: [{ text: 'The first of very many' }, { direction: 'out' }, { text: '1' }, { text: '2' }] });
    expect(await desk.service.get(`/v1/tickets/${id}/messages?before=${randomUUID()}`)).toMatchObject({ status: 404 });
  });

  it('that nobody has are not found', async () => {
    const id = randomUUID();
    const answers = [
      await desk.service.get(`/v1/tickets/${id}`), await desk.service.post(`/v1/tickets/${id}/close`), await desk.service.post(`/v1/tickets/${id}/replies`, { text: 'x', seen: 'any' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await desk.service.get('/v1/tickets/not-an-id')).status).toBe(422);
  });

  it('are listed by state, queue and complaint, page by page', async () => {
    const first = await open('ida@customer.test', 'I want to make a complaint');
    const second = await open('jon@customer.test', 'This is a complaint');
    await desk.service.post(`/v1/tickets/${first.id}/close`);

    const list = async (query: string): Promise<string[]> => ((await desk.service.get(`/v1/tickets?${query}`)).body as { tickets: TicketView[] }).tickets.map(({ id }) => id);

    expect(await list('complaint=true&queue=complaints')).toEqual([second.id, first.id]);
    expect(await list('complaint=true&state=open')).toEqual([second.id]);
    expect(await list(`complaint=true&limit=1&after=${second.id}`)).toEqual([first.id]);
    expect(await list('complaint=false')).not.toContain(first.id);
  });

  it('demand the right to read and to write', async () => {
    const answers = [
      await desk.service.call('GET', '/v1/tickets', { scopes: ['tickets:write'] }), await desk.service.call('GET', '/v1/holds', { scopes: ['contacts:read'] }),
      await desk.service.call('POST', '/v1/tickets', { scopes: ['tickets:read'], body: {} }), await desk.service.call('GET', '/v1/tickets/quarantine', { scopes: ['tickets:read'] }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 200]);
  });

  it('from an address that nobody reads are opened and not answered', async () => {
    await open('noreply@customer.test', 'Hello');

    expect((await desk.service.published(replyRequested)).filter(({ to }) => to === 'noreply@customer.test')).toEqual([]);
  });
});
