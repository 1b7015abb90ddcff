import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newWebhookSecret, signatureHeaders } from './signature.ts';
import { callWebhook, outcomeOf, pauseAfter, pauseAskedFor, type Webhook } from './webhook.ts';

describe('a webhook', () => {
  let server: Server;
  let hook: Webhook;
  const came: { headers: IncomingMessage['headers']; body: string }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        came.push({ headers: request.headers, body });
        response.writeHead(request.url === '/busy' ? 503 : request.url === '/gone' ? 410 : 204, request.url === '/busy' ? { 'retry-after': '7' } : {}).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    hook = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, secret: newWebhookSecret(), timeout: 5000, reach: 'private' };
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const call = (path: string, changes: Partial<Webhook> = {}): ReturnType<typeof callWebhook> =>
    callWebhook({ ...hook, url: `${hook.url}${path}`, ...changes }, { id: 'one', body: Buffer.from('{"a":1}') });

  it('carries its body under a signature that its receiver can check', async () => {
    expect(outcomeOf(await call(''))).toEqual({ kind: 'accepted' });

    const { headers, body } = came.at(-1) ?? { headers: {}, body: '' };
    expect(body).toBe('{"a":1}');
    const timestamp = Number(headers['webhook-timestamp']);
    expect(signatureHeaders({ id: 'one', timestamp, body: Buffer.from(body) }, hook.secret)).toMatchObject({ 'webhook-signature': headers['webhook-signature'] });
  });

  it('is tried again after the pause that was asked for, and not where it is refused', async () => {
    expect(outcomeOf(await call('busy'))).toEqual({ kind: 'later', why: 'HTTP 503', pause: 7000 });
    expect(outcomeOf(await call('gone'))).toEqual({ kind: 'refused', why: 'HTTP 410' });
  });

  it('writes nothing to a private address', async () => {
    const before = came.length;

    expect(await call('', { reach: 'public' })).toMatchObject({ kind: 'unsent' });
    expect(await call('', { reach: 'public', url: 'https://localhost.localdomain:1/' })).toMatchObject({ kind: 'unsent' });
    expect(came).toHaveLength(before);
  });

  it('waits twice as long after each failure, an hour at most, and never less than was asked for', () => {
    expect([1, 2, 3, 40].map((failures) => pauseAfter(failures, 0, 1))).toEqual([1000, 2000, 4000, 3_600_000]);
    expect(pauseAfter(3, 0, 0)).toBe(2000);
    expect(pauseAfter(1, 7000, 1)).toBe(7000);
    expect(pauseAskedFor('Thu, 01 Jan 1970 00:01:00 GMT', 30_000)).toBe(30_000);
    expect(pauseAskedFor('soon')).toBe(0);
  });
});
