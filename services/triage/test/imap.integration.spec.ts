import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, ImapServer, waitUntil, type ImapServerOptions } from '@widecast/testing';
import { selfSigned } from '../src/smtp/self-signed.ts';
import { Desk } from './desk.ts';
import { letter } from './mail.ts';

const ENV = { TICKETS_IMAP_REACH: 'private', TICKETS_IMAP_MS: '50', TICKETS_MAX_BYTES: '100000' };
type Shown = { id: string; state: string; fault: string | null; mails: number; readAt: string | null };

describe('tickets by IMAP', () => {
  let desk: Desk;
  let server: ImapServer;
  let writer = 0;
  const rest: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    desk = await Desk.open({ env: ENV });
  });

  afterAll(() => desk.stop());

  beforeEach(async () => {
    server = await serve();
  });

  afterEach(async () => {
    for (const end of rest.splice(0).toReversed()) await end();
  });

  async function serve(options: ImapServerOptions = {}): Promise<ImapServer> {
    const started = await ImapServer.start(options);
    rest.push(() => started.stop());
    return started;
  }

  const aWriter = (): string => `writer${(writer += 1)}@customer.test`;

  async function add(given: object = {}, to: ImapServer = server, at: Desk = desk): Promise<string> {
    const { status, body } = await at.service.post('/v1/tickets/mailboxes', { name: `box ${(writer += 1)}`, host: '127.0.0.1', port: to.port, security: 'none', username: 'ann', password: 'secret', ...given });
    expect(status).toBe(201);
    const { id } = body as Shown;
    rest.push(() => at.service.call('DELETE', `/v1/tickets/mailboxes/${id}`));
    return id;
  }

  const show = async (id: string, at: Desk = desk): Promise<Shown> => (await at.service.get(`/v1/tickets/mailboxes/${id}`)).body as Shown;
  const untilRead = (id: string, mails: number, at: Desk = desk): Promise<unknown> =>
    waitUntil(async () => { const { readAt, mails: taken } = await show(id, at); return readAt !== null && taken >= mails; }, { what: `${mails} mails of the mailbox`, timeout: 60_000 });
  const ticketsOf = async (from: string, count = 1, at: Desk = desk) => {
    await waitUntil(async () => (await at.ticketsOf(from)).length >= count, { what: `tickets of ${from}`, timeout: 60_000 });
    return await at.ticketsOf(from);
  };

  it('come as soon as the server tells of them, and the mailbox stays as it was', async () => {
    const [old, fresh] = [aWriter(), aWriter()];
    server.folder.add(letter({ from: old }));
    await untilRead(await add(), 0);
    await waitUntil(() => server.commands.includes('IDLE'), { what: 'the client idles' });

    server.deliver(letter({ from: fresh, subject: 'Fetched', text: 'How do I print?' }));

    expect((await ticketsOf(fresh))[0]).toMatchObject({ subject: 'Fetched', channel: 'mail', messages: [{ text: 'How do I print?' }, { direction: 'out' }] });
    expect(await desk.ticketsOf(old)).toEqual([]);
    expect(server.folder.mails).toHaveLength(2);
    expect(server.commands.filter((command) => /^(SELECT|(UID )?(STORE|COPY|MOVE|EXPUNGE)|EXPUNGE|CLOSE|DELETE|APPEND)/.test(command))).toEqual([]);
  });

  it('are taken of what is there already where that is wanted, and mails are read from several mailboxes', async () => {
    const other = await serve();
    const writers = [aWriter(), aWriter(), aWriter()] as const;
    server.folder.add(letter({ from: writers[0] }));
    server.folder.add(letter({ from: writers[1] }));
    other.folder.add(letter({ from: writers[2] }));

    await Promise.all([untilRead(await add({ take: 'all' }), 2), untilRead(await add({ take: 'all' }, other), 1)]);

    for (const from of writers) expect(await desk.ticketsOf(from)).toHaveLength(1);
  });

  it('go on after a broken connection where they stopped, with nothing lost or twice', async () => {
    const from = [aWriter(), aWriter(), aWriter()] as const;
    const id = await add();
    await untilRead(id, 0);
    server.deliver(letter({ from: from[0] }));
    await untilRead(id, 1);

    server.drop();
    server.folder.add(letter({ from: from[1] }));
    await untilRead(id, 2);
    server.deliver(letter({ from: from[2] }));
    await untilRead(id, 3);

    for (const one of from) expect(await desk.ticketsOf(one)).toHaveLength(1);
    expect((await show(id)).mails).toBe(3);
  });

  it('go on where they stopped when the password is changed, there and here', async () => {
    const from = [aWriter(), aWriter(), aWriter()] as const;
    const id = await add();
    await untilRead(id, 0);
    server.deliver(letter({ from: from[0] }));
    await untilRead(id, 1);

    server.changePassword('new');
    server.drop();
    server.folder.add(letter({ from: from[1] }));
    await waitUntil(async () => (await show(id)).fault, { what: 'a fault' });
    const changed = await desk.service.call('PATCH', `/v1/tickets/mailboxes/${id}`, { body: { password: 'new' } });
    await untilRead(id, 2);
    server.deliver(letter({ from: from[2] }));
    await untilRead(id, 3);

    expect(changed).toMatchObject({ status: 200, body: { id, fault: null } });
    for (const one of from) expect(await desk.ticketsOf(one)).toHaveLength(1);
    expect((await desk.service.call('PATCH', `/v1/tickets/mailboxes/${id}`, { body: {} })).status).toBe(422);
  });

  it('are not doubled when the server numbers its mails anew, nor when the same mail came by SMTP', async () => {
    const from = [aWriter(), aWriter(), aWriter()] as const;
    const twice = letter({ from: from[1] });
    await desk.mail({ from: from[1] }, twice);
    server.folder.add(letter({ from: from[0] }));
    server.folder.add(twice);
    const id = await add({ take: 'all' });
    await untilRead(id, 2);

    server.folder.renumber();
    server.folder.add(letter({ from: from[2] }));
    server.drop();
    await untilRead(id, 5);

    for (const one of from) expect((await desk.ticketsOf(one)).map(({ messages }) => messages.filter(({ direction }) => direction === 'in').length)).toEqual([1]);
  });

  it('are taken from a server that does not idle, and over STARTTLS only where that is demanded', async () => {
    const plain = await serve({ idle: false });
    const [from, never] = [aWriter(), aWriter()];
    plain.folder.add(letter({ from }));
    await add({ take: 'all' }, plain);
    expect(await ticketsOf(from)).toHaveLength(1);

    server.folder.add(letter({ from: never }));
    const id = await add({ take: 'all', security: 'starttls' });
    await waitUntil(async () => (await show(id)).fault, { what: 'a fault' });
    expect(server.commands.filter((command) => command.startsWith('LOGIN'))).toEqual([]);
    expect(await desk.ticketsOf(never)).toEqual([]);
  });

  it('are not taken from a server whose certificate nobody vouches for; the password is not told it', async () => {
    const secured = await serve({ tls: selfSigned('imap.example.com', 'a secret of thirty-two characters at least') });

    const id = await add({ security: 'starttls' }, secured);

    await waitUntil(async () => /self-signed certificate/.test((await show(id)).fault ?? ''), { what: 'the fault is shown' });
    expect(secured.commands.filter((command) => command.startsWith('LOGIN'))).toEqual([]);
  });

  it('show what is wrong, and begin when it is mended', async () => {
    const guarded = await serve({ password: 'other' });
    const id = await add({ take: 'all' }, guarded);
    await waitUntil(async () => (await show(id)).state === 'fault', { what: 'a fault' });

    expect((await show(id)).fault).toMatch(/^the server refuses the user name or the password/);
    expect((await show(await add({ folder: 'Nowhere' }))).fault ?? (await faultOf(await add({ folder: 'Nowhere' })))).toBe('there is no folder Nowhere');
    expect(await desk.service.get('/metrics').then(({ body }) => String(body))).toMatch(/widecast_imap_up\{service="triage",mailbox="box \d+"\} 0/);
  });

  const faultOf = async (id: string): Promise<string> => await waitUntil(async () => (await show(id)).fault, { what: 'a fault' });

  it('of a mail that is too large are kept as its beginning, in quarantine; the next one comes', async () => {
    const from = aWriter();
    server.folder.add(letter({ from: aWriter(), subject: 'Huge', text: 'x'.repeat(150_000) }));
    server.folder.add(letter({ from }));
    await untilRead(await add({ take: 'all' }), 2);

    const { mails } = (await desk.service.get('/v1/tickets/quarantine')).body as { mails: { head: string; reason: string }[] };
    expect(mails.filter(({ head }) => head.includes('Subject: Huge')).map(({ reason }) => reason)).toEqual([expect.stringMatching(/^it has 150\d\d\d bytes, 100000 are allowed/)]);
    expect(await desk.ticketsOf(from)).toHaveLength(1);
  });

  it('go on in another process, on the same mail only', async () => {
    const database = await createTestDatabase();
    const first = await Desk.open({ databaseUrl: database.url, env: ENV });
    const id = await add({ take: 'all' }, server, first);
    const from = [aWriter(), aWriter()] as const;
    server.deliver(letter({ from: from[0] }));
    await untilRead(id, 1, first);
    await first.stop();
    server.deliver(letter({ from: from[1] }));

    const second = await Desk.open({ databaseUrl: database.url, env: ENV });
    const third = await Desk.open({ databaseUrl: database.url, env: ENV });
    await untilRead(id, 2, third);

    expect((await show(id, third)).mails).toBe(2);
    expect(server.connections).toBe(1);
    for (const one of from) expect(await third.ticketsOf(one)).toHaveLength(1);
    rest.pop();
    await Promise.all([second.stop(), third.stop()]);
    await database.drop();
  });

  it('demand an address of the public internet and TLS, unless told otherwise; never show the password', async () => {
    const strict = await Desk.open({ env: { TICKETS_IMAP_MS: '50' } });
    const box = { name: 'a', host: '127.0.0.1', username: 'ann', password: 'hush-hush' };

    const refused = await strict.service.post('/v1/tickets/mailboxes', { ...box, security: 'none' });
    const { body } = await strict.service.post('/v1/tickets/mailboxes', box);
    const again = await strict.service.post('/v1/tickets/mailboxes', box);
    await waitUntil(async () => (await show((body as Shown).id, strict)).fault, { what: 'a fault' });

    expect([refused.status, again.status]).toEqual([422, 409]);
    expect((await show((body as Shown).id, strict)).fault).toMatch(/^127.0.0.1 is not of the public internet/);
    expect(JSON.stringify([body, (await strict.service.get('/v1/tickets/mailboxes')).body])).not.toContain('hush-hush');
    expect(JSON.stringify(await strict.service.database.query('SELECT encode(password, \'escape\') AS password FROM imap_mailboxes'))).not.toContain('hush-hush');
    await strict.stop();
  });
});
