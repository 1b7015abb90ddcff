import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { accountHandOffChanged, bucketOf, contactsChanged, replyRequested, ticketOpened } from '@widecast/contracts';
import { signatureHeaders, verifyCall } from '@widecast/webhooks';
import { findFreePort, waitUntil, type Answer } from '@widecast/testing';
import { Desk } from './desk.ts';

interface Heard {
  readonly id: string;
  readonly at: number;
  readonly body: { type: string; conversation: string; ticket: { id: string; owner: string }; message?: { text: string; by: string }; rule?: string };
}

/** A bot of the vendor: hears calls and answers as told. */
class Hearing {
  readonly heard: Heard[] = [];
  status = 204;
  /** How many calls it cannot take now. */
  busy = 0;
  secret = '';
  url = '';
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks);
      const verified = verifyCall({ headers: request.headers, body }, this.secret);
      if ('id' in verified) this.heard.push({ id: verified.id, at: Date.now(), body: JSON.parse(body.toString()) as Heard['body'] });
      const isBusy = this.busy > 0;
      if (isBusy) this.busy -= 1;
      response.writeHead(isBusy ? 503 : 'id' in verified ? this.status : 401).end();
    });
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/widecast`;
    return this.url;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

describe('a bot', () => {
  let desk: Desk;
  let hearing: Hearing;
  let bot: { id: string; secret: string; name: string };
  let count = 0;

  beforeAll(async () => {
    desk = await Desk.open({ env: { WEBHOOK_REACH: 'private', BOT_CALLS_MS: '20' } });
  });

  afterAll(() => desk.stop());

  const add = async (given: object): Promise<typeof bot> => (await desk.service.post('/v1/tickets/bots', { name: `bot ${(count += 1)}`, ...given })).body as typeof bot;

  beforeEach(async () => {
    hearing = new Hearing();
    bot = await add({ url: await hearing.start() });
    hearing.secret = bot.secret;
  });

  afterEach(() => hearing.stop());

  async function say(body: object, { id = `m${(count += 1)}`, secret = bot.secret, seconds = 0 } = {}): Promise<Answer> {
    const raw = Buffer.from(JSON.stringify(body));
    const headers = signatureHeaders({ id, timestamp: Math.floor(Date.now() / 1000) + seconds, body: raw }, secret);
    return await desk.service.call('POST', `/v1/bot-messages/${bot.id}`, { raw: { content: raw, type: 'application/json' }, headers, scopes: null });
  }

  const opened = async (conversation = `chat ${(count += 1)}`): Promise<string> => ((await say({ conversation, text: 'How do I print?' })).body as { ticketId: string }).ticketId;
  const untilHeard = (calls: number): Promise<unknown> => waitUntil(() => hearing.heard.length >= calls, { what: `${calls} calls` });

  it('opens a conversation, goes on with it, and is told of the answer; nothing goes by mail', async () => {
    const first = await say({ conversation: 'telegram 7', text: 'Не могу войти', from: { name: 'Анна' } });
    const { ticketId } = first.body as { ticketId: string };
    const second = await say({ conversation: 'telegram 7', text: 'Пароль не подходит' });
    await desk.service.post(`/v1/tickets/${ticketId}/replies`, { text: 'Сбросьте пароль.', seen: 'any' });
    await desk.service.post(`/v1/tickets/${ticketId}/close`);
    await untilHeard(2);

    expect([first.body, second.body]).toEqual([{ outcome: 'opened', ticketId }, { outcome: 'appended', ticketId }]);
    expect(await desk.show(ticketId)).toMatchObject({ channel: 'bot', conversation: 'telegram 7', botId: bot.id, name: 'Анна', subject: 'Не могу войти', language: 'ru', intent: 'access', owner: 'person' });
    expect(hearing.heard.map(({ body }) => body)).toMatchObject([
      { type: 'message.sent', conversation: 'telegram 7', message: { text: 'Сбросьте пароль.', by: 'person' }, ticket: { id: ticketId } }, { type: 'ticket.closed', ticket: { id: ticketId, state: 'closed' } },
    ]);
    expect((await desk.service.published(replyRequested)).filter((one) => one.ticketId === ticketId)).toEqual([]);
    expect(await desk.service.published(ticketOpened)).toContainEqual(expect.objectContaining({ ticketId, channel: 'bot' }));
  });

  it('may say the same several times, also at once; it counts once', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => say({ conversation: 'twice', text: 'Hello?' }, { id: 'the-same' })));

    expect(answers.map(({ body }) => (body as { outcome: string }).outcome).toSorted()).toEqual(['duplicate', 'duplicate', 'duplicate', 'opened']);
    expect(new Set(answers.map(({ body }) => (body as { ticketId: string }).ticketId)).size).toBe(1);
    expect(await desk.service.database.query('SELECT 1 FROM tickets WHERE bot_id = $1', [bot.id])).toHaveLength(1);
  });

  it('is not believed without its signature, with an old one, or with another body', async () => {
    const other = await add({});
    const answers = [await say({ conversation: 'a', text: 'x' }, { secret: other.secret }), await say({ conversation: 'a', text: 'x' }, { seconds: -301 }), await say({ conversation: 'a', text: 'x' }, { seconds: 301 })];
    const unsigned = await desk.service.call('POST', `/v1/bot-messages/${bot.id}`, { body: { conversation: 'a', text: 'x' }, scopes: null });
    const nobody = await desk.service.call('POST', '/v1/bot-messages/nobody', { body: {}, scopes: null });

    expect([...answers, unsigned, nobody].map(({ status }) => status)).toEqual([401, 401, 401, 401, 404]);
    expect(await desk.service.database.query('SELECT 1 FROM tickets WHERE bot_id = $1', [bot.id])).toHaveLength(0);
  });

  it('is told what is wrong with what it says', async () => {
    const { status, body } = await say({ conversation: ' ', text: '\0', extra: 1 });

    expect([status, (body as { errors: { field: string }[] }).errors.map(({ field }) => field).toSorted()]).toEqual([422, ['body', 'body.conversation', 'body.text']]);
  });

  it('cannot come into the conversation of another one, whatever it calls it', async () => {
    const ticketId = await opened('same name');
    bot = await add({});

    expect(await opened('same name')).not.toBe(ticketId);
  });

  it('goes on with the whole of a conversation after a part was split off, and hears answers to both', async () => {
    const id = await opened('in two');
    await say({ conversation: 'in two', text: 'Another matter: where is my invoice?' });
    const message = (await desk.show(id)).messages.at(-1)?.id ?? '';
    const { body: part } = await desk.service.post(`/v1/tickets/${id}/split`, { messages: [message] }) as { body: { id: string } };

    const next = await say({ conversation: 'in two', text: 'And how do I print in colour?' });
    await desk.service.post(`/v1/tickets/${part.id}/replies`, { text: 'In your account.', seen: 'any' });
    await untilHeard(1);
    await desk.service.post(`/v1/tickets/${id}/close`);
    const last = await say({ conversation: 'in two', text: 'It is not there.' });

    expect([next.body, last.body]).toEqual([{ outcome: 'appended', ticketId: id }, { outcome: 'appended', ticketId: part.id }]);
    expect(hearing.heard[0]?.body).toMatchObject({ conversation: 'in two', ticket: { id: part.id }, message: { text: 'In your account.' } });
  });

  it('keeps an id for one message, and learns who writes when the bot does', async () => {
    const hello = { conversation: 'on a page', text: 'How do I print?' };
    const first = await say(hello, { id: 'page-1' });
    expect([await say(hello, { id: 'page-1' }), await say({ ...hello, text: 'How do I scan?' }, { id: 'page-1' })])
      .toMatchObject([{ status: 200, body: { outcome: 'duplicate' } }, { status: 409, body: { detail: expect.stringContaining('webhook-id') as unknown } }]);

    const { ticketId } = first.body as { ticketId: string };
    const own = [await say({ ...hello, text: 'I am signed in now.', from: { email: 'ina@page.test' } }), await say({ ...hello, text: 'Still there?' })];
    const others = await say({ ...hello, text: 'It is my turn.', from: { email: 'jon@page.test' } });
    expect(own).toMatchObject([{ body: { outcome: 'appended', ticketId } }, { body: { outcome: 'appended', ticketId } }]);
    expect(await desk.show(ticketId)).toMatchObject({ from: 'ina@page.test' });
    expect(others).toMatchObject({ body: { outcome: 'opened' } });
    expect((await desk.ticketsOf('jon@page.test')).map(({ messages }) => messages.map(({ text }) => text))).toEqual([['It is my turn.']]);
  });

  it.each([['merged back', true], ['a ticket of its own', false]])('never gives what one customer wrote to the next one, where a part of it was split off and is %s', async (_, isMerged) => {
    const [conversation, eve, frank] = [`parts ${(count += 1)}`, `eve${count}@e.test`, `frank${count}@f.test`];
    const id = await opened(conversation);
    await say({ conversation, text: 'Another matter: where is my invoice?' });
    const { body: part } = await desk.service.post(`/v1/tickets/${id}/split`, { messages: [(await desk.show(id)).messages.at(-1)?.id] }) as { body: { id: string } };
    if (isMerged) await desk.service.post(`/v1/tickets/${part.id}/merge`, { into: id });

    const hers = await say({ conversation, text: 'I am signed in now.', from: { email: eve } });
    const his = await say({ conversation, text: 'It is my turn.', from: { email: frank } });

    expect([hers.body, his.body]).toMatchObject([{ outcome: 'appended', ticketId: id }, { outcome: 'opened' }]);
    expect([await desk.show(id), await desk.show(part.id)]).toMatchObject([{ from: eve }, { from: eve }]);
    expect((await desk.ticketsOf(frank)).map(({ messages }) => messages.map(({ text }) => text))).toEqual([['It is my turn.']]);
  });

  it('leads upper-tier customers and their colleagues to who knows them also where it names them later', async () => {
    const [contactId, accountId] = [randomUUID(), randomUUID()];
    await desk.service.publish(contactsChanged, {
      bucket: bucketOf(contactId), contacts: [{ contactId, version: 1, email: 'cio@large.test', accountId: null, tier: 'ENTERPRISE', massTreatment: false, advertisingConsent: true }],
    });
    await desk.service.publish(accountHandOffChanged, { accountId, version: 1, handedOff: true, tier: 'ENTERPRISE', confidence: 0.9, contacts: 1, at: new Date().toISOString(), domains: ['giant.test'] });
    await waitUntil(async () => (await desk.service.database.query('SELECT FROM contacts, upper_domains WHERE contact_id = $1 AND account_id = $2', [contactId, accountId])).length, { what: 'the customers' });

    const named = await Promise.all(['cio@large.test', 'ann@giant.test', 'ann@small.test'].map(async (email) => {
      const conversation = `named later ${email}`;
      const id = await opened(conversation);
      await say({ conversation, text: 'I am signed in now.', from: { email } });
      return await desk.show(id);
    }));

    expect(named).toMatchObject([{ queue: 'key-accounts', routing: { upperTier: true }, contactId }, { queue: 'key-accounts', routing: { upperTier: true }, contactId: null }, { queue: 'general', routing: { upperTier: false } }]);
  });

  it('has a conversation until it hands it over to a person, and has nothing to say in it after', async () => {
    bot = await add({ begins: 'bot', url: bot ? `http://127.0.0.1:1/` : null });
    const id = await opened();
    const as = (owner: string): Promise<Answer> => desk.service.post(`/v1/tickets/${id}/replies`, { text: 'Hello', as: owner, seen: 'any' });

    expect(await desk.show(id)).toMatchObject({ owner: 'bot', assignee: null });
    const before = (await as('bot')).status;
    await desk.service.post(`/v1/tickets/${id}/hand-over`, { to: 'person' });

    expect([before, (await as('bot')).status, (await as('person')).status]).toEqual([201, 409, 201]);
  });

  it('loses a conversation to a person as soon as the customer asks for one, at the beginning or later, and is told', async () => {
    bot = await add({ begins: 'bot', url: hearing.url });
    hearing.secret = bot.secret;
    const [later, others] = [await opened('asks later'), await opened('asks for nobody')];
    const { body: first } = await say({ conversation: 'asks at once', text: 'Позовите человека, пожалуйста' }) as { body: { ticketId: string } };
    await say({ conversation: 'asks for nobody', text: 'And in colour?' });
    await say({ conversation: 'asks later', text: 'No, I want to talk to a real person' });
    await untilHeard(1);

    expect((await Promise.all([first.ticketId, later, others].map((id) => desk.show(id)))).map(({ owner }) => owner)).toEqual(['person', 'person', 'bot']);
    expect(hearing.heard.map(({ body }) => [body.type, body.ticket.id])).toEqual([['ticket.handed-over', later]]);
  });

  it('that lets a promise pass loses the conversation to a person', async () => {
    bot = await add({ begins: 'bot', url: null });
    const id = await opened();
    await desk.service.database.query(`UPDATE sla_promises SET since = since - interval '2 days', look_at = now() WHERE ticket_id = $1`, [id]);
    await waitUntil(async () => (await desk.show(id)).owner === 'person', { what: 'a person' });
  });

  it('that is removed leaves what it had to people, who answer by mail where the address is known and are told where it is not', async () => {
    bot = await add({ begins: 'bot', url: null });
    const unknown = await opened();
    const { body: known } = await say({ conversation: 'known', text: 'How do I print?', from: { email: 'known@customer.test' } }) as { body: { ticketId: string } };
    expect((await desk.service.call('DELETE', `/v1/tickets/bots/${bot.id}`)).status).toBe(204);
    const owners = (await Promise.all([unknown, known.ticketId].map((id) => desk.show(id)))).map(({ owner }) => owner);
    const answers = await Promise.all([unknown, known.ticketId].map((id) => desk.service.post(`/v1/tickets/${id}/replies`, { text: 'With the button.', seen: 'any' })));

    expect([owners, answers.map(({ status }) => status)]).toEqual([['person', 'person'], [409, 201]]);
    expect((await desk.service.published(replyRequested)).filter(({ to }) => to === 'known@customer.test')).toMatchObject([{ text: 'With the button.' }]);
  });

  it('hears things of a conversation in their order, again under the same id when it could not take one, and others meanwhile', async () => {
    const [slow, other] = [await opened(), await opened()];
    hearing.busy = 1;
    await desk.service.post(`/v1/tickets/${slow}/replies`, { text: 'One', seen: 'any' });
    await untilHeard(1);
    await desk.service.post(`/v1/tickets/${slow}/replies`, { text: 'Two', seen: 'any' });
    await desk.service.post(`/v1/tickets/${other}/replies`, { text: 'Three', seen: 'any' });
    await untilHeard(4);

    const of = (ticket: string): Heard[] => hearing.heard.filter(({ body }) => body.ticket.id === ticket);
    expect(of(slow).map(({ body }) => body.message?.text)).toEqual(['One', 'One', 'Two']);
    expect(of(slow)[0]?.id).toBe(of(slow)[1]?.id);
    expect(of(other)).toHaveLength(1);
  });

  it('that refuses leaves dead letters, which are shown and can be sent again', async () => {
    const id = await opened();
    hearing.status = 410;
    await desk.service.post(`/v1/tickets/${id}/replies`, { text: 'Gone?', seen: 'any' });
    const dead = async () => ((await desk.service.get('/v1/tickets/bots/calls')).body as { calls: { bot: string; error: string }[] }).calls.filter((call) => call.bot === bot.name);
    await waitUntil(async () => (await dead()).length === 1, { what: 'a dead letter' });
    expect(await dead()).toMatchObject([{ error: 'HTTP 410', attempts: 1, ticketId: id, type: 'message.sent' }]);

    hearing.status = 204;
    const { body } = await desk.service.post(`/v1/tickets/bots/${bot.id}/replay`, {});
    await untilHeard(2);

    expect(body).toEqual({ replayed: 1 });
    expect(hearing.heard[1]).toMatchObject({ id: hearing.heard[0]?.id, body: { message: { text: 'Gone?' } } });
    await waitUntil(async () => (await dead()).length === 0, { what: 'no dead letter' });
  });

  it('is told by rules of tickets that came by mail; a rule may name only one that can be', async () => {
    const rules = (webhook: string) => ({ rules: [{ name: 'parcels', when: { textContains: ['parcel'] }, do: { webhook } }] });
    const unknown = await desk.service.call('PUT', '/v1/routing', { body: rules('nobody') });
    expect([unknown.status, (unknown.body as { errors: object[] }).errors]).toMatchObject([422, [{ field: 'body.rules.0.do.webhook' }]]);
    expect((await desk.service.call('PUT', '/v1/routing', { body: rules(bot.name) })).status).toBe(200);

    await waitUntil(async () => {
      await desk.mail({ from: `ann${(count += 1)}@customer.test`, text: 'Where is my parcel?' });
      return hearing.heard.length > 0;
    }, { what: 'a call', interval: 500 });

    expect(hearing.heard[0]?.body).toMatchObject({ type: 'ticket.matched', rule: 'parcels', conversation: null, ticket: { from: expect.stringMatching(/^ann\d+@customer.test$/) } });
    await desk.service.call('PUT', '/v1/routing', { body: { rules: [] } });
  });

  it('of a page is the example of the documents', async () => {
    const port = await findFreePort();
    const page = await add({ url: `http://127.0.0.1:${port}/` });
    Object.assign(process.env, { WIDECAST: desk.service.running.url, BOT_ID: page.id, BOT_SECRET: page.secret, PORT: String(port) });
    const { visitorWrote, listen } = (await import(pathToFileURL(join(import.meta.dirname, '../../../docs/examples/site-widget.mjs')).href)) as {
      visitorWrote: (chat: string, text: string) => Promise<{ ticketId: string }>; listen: (show: (chat: string, text: string) => void) => Server;
    };
    const shown: string[] = [];
    const server = listen((chat, text) => shown.push(`${chat}: ${text}`));

    const { ticketId } = await visitorWrote('visitor 1', 'Is there a discount?');
    await desk.service.post(`/v1/tickets/${ticketId}/replies`, { text: 'From ten licences on.', seen: 'any' });

    await waitUntil(() => shown.length > 0, { what: 'the answer on the page' });
    expect(shown).toEqual(['visitor 1: From ten licences on.']);
    server.close();
  });

  it('must be of the public internet, over https, unless told otherwise', async () => {
    const strict = await Desk.open();
    const refused = await Promise.all(['http://bot.example/', 'https://127.0.0.1/', 'https://localhost/', 'https://a:b@bot.example/', 'no url'].map((url) => strict.service.post('/v1/tickets/bots', { name: url, url })));

    expect(refused.map(({ status }) => status)).toEqual(Array(5).fill(422));
    await strict.stop();
  });
});
