import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImapServer, waitUntil } from '@widecast/testing';
import { Desk } from './desk.ts';
import { letter } from './mail.ts';

type Shown = { id: string; auth: string; fault: string | null; readAt: string | null; mails: number };

/** A token service as RFC 6749 describes: each refresh token is good once, and gives the next. */
class TokenService {
  readonly asked: Record<string, string>[] = [];
  refreshToken = 'refresh-0';
  accessToken = '';
  private readonly server: Server = createServer((request, response) => void text(request).then((body) => {
    const form = Object.fromEntries(new URLSearchParams(body));
    this.asked.push(form);
    const isGood = form['grant_type'] === 'refresh_token' && form['client_id'] === 'widecast' && form['client_secret'] === 'hush-client' && form['refresh_token'] === this.refreshToken;
    response.writeHead(isGood ? 200 : 400, { 'content-type': 'application/json' });
    if (!isGood) return response.end(JSON.stringify({ error: 'invalid_grant', error_description: 'the token was revoked' }));
    this.accessToken = `access-${this.asked.length}`;
    this.refreshToken = `refresh-${this.asked.length}`;
    return response.end(JSON.stringify({ access_token: this.accessToken, expires_in: 3600, refresh_token: this.refreshToken, token_type: 'Bearer' }));
  }));

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/token`;
  }

  stop(): void {
    this.server.close();
  }
}

describe('tickets by IMAP with OAuth', () => {
  const tokens = new TokenService();
  let desk: Desk;
  let server: ImapServer;

  beforeAll(async () => {
    await tokens.start();
    desk = await Desk.open({ env: { TICKETS_IMAP_REACH: 'private', TICKETS_IMAP_MS: '50', TICKETS_SMTP_PORT: '' } });
    server = await ImapServer.start({ accessToken: () => tokens.accessToken });
  });

  afterAll(async () => {
    await desk.stop();
    await server.stop();
    tokens.stop();
  });

  const boxWith = (given: object): object => ({ name: `box ${JSON.stringify(given).length}`, host: '127.0.0.1', port: server.port, security: 'none', username: 'ann', ...given });
  const oauth = (refreshToken: string): object => ({ oauth: { clientId: 'widecast', clientSecret: 'hush-client', refreshToken, tokenUrl: tokens.url } });
  const add = async (given: object): Promise<Shown> => (await desk.service.post('/v1/tickets/mailboxes', boxWith(given))).body as Shown;
  const show = async (id: string): Promise<Shown> => (await desk.service.get(`/v1/tickets/mailboxes/${id}`)).body as Shown;

  it('come with access tokens, which are kept while they are good, got anew when the server refuses one, and with the newest refresh token', async () => {
    const { id, auth } = await add({ ...oauth('refresh-0'), take: 'all' });
    expect(auth).toBe('oauth');
    await waitUntil(async () => (await show(id)).readAt, { what: 'the mailbox is read', timeout: 60_000 });
    server.deliver(letter({ from: 'first@customer.test' }));
    await waitUntil(async () => (await desk.ticketsOf('first@customer.test')).length === 1, { what: 'the first ticket', timeout: 60_000 });
    const connections = server.commands.filter((command) => command === 'AUTHENTICATE').length;

    server.drop();
    await waitUntil(() => server.commands.filter((command) => command === 'AUTHENTICATE').length > connections, { what: 'another connection', timeout: 60_000 });
    expect(tokens.asked).toHaveLength(1);

    tokens.accessToken = 'withdrawn';
    server.folder.add(letter({ from: 'second@customer.test' }));
    server.drop();
    await waitUntil(async () => (await desk.ticketsOf('second@customer.test')).length === 1, { what: 'the second ticket', timeout: 60_000 });
    expect(tokens.asked.map(({ refresh_token: used }) => used)).toEqual(['refresh-0', 'refresh-1']);
  });

  it('show what is wrong where the refresh token is not good, and no secret anywhere', async () => {
    const { id } = await add(oauth('hush-old'));

    const fault = await waitUntil(async () => (await show(id)).fault, { what: 'a fault', timeout: 60_000 });

    expect(fault).toMatch(/refuses: invalid_grant \(the token was revoked\); sign in to the mailbox again/);
    const stored = await desk.service.database.query(`SELECT encode(password, 'escape') AS password FROM imap_mailboxes`);
    expect(JSON.stringify([fault, stored, (await desk.service.get('/v1/tickets/mailboxes')).body])).not.toMatch(/hush|refresh-|access-/);
  });

  it('demand either a password or OAuth', async () => {
    const answers = await Promise.all([{}, { password: 'a', ...oauth('b') }].map((given) => desk.service.post('/v1/tickets/mailboxes', boxWith(given))));

    expect(answers.map(({ status }) => status)).toEqual([422, 422]);
    expect(JSON.stringify(answers[0]?.body)).toContain('either a password or oauth');
  });
});
