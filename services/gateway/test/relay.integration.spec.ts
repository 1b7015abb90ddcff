import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ACTOR_HEADER, verifyActor } from '@widecast/service-kit';
import { waitUntil } from '@widecast/testing';
import { json, startFakeService, type Seen } from './fake-service.ts';
import { ROOT_KEY, startGateway, type TestGateway } from './start-gateway.ts';

const SECRET = 'a secret of tests, thirty-two characters';
const MEGABYTE = 1024 * 1024;
const part = {
  paths: {
    '/v1/contacts': { get: { 'x-scope': 'contacts:read' }, post: { 'x-scope': 'contacts:write' } },
    '/v1/contacts/{id}': { get: { 'x-scope': 'contacts:read' } },
  },
};

describe('relaying', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({ BODY_LIMIT: '2048', RELAY_PATIENCE_MS: '1500' }, { segmentation: part });
  });

  afterAll(() => gateway.stop());

  beforeEach(() => {
    for (const fake of Object.values(gateway.behind)) {
      fake.answer((request, response) => {
        const pieces: Buffer[] = [];
        request.on('data', (piece: Buffer) => pieces.push(piece));
        request.on('end', () => json(response, 200, { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(pieces).toString() }));
      });
    }
  });

  const seen = async (...sent: Parameters<TestGateway['send']>): Promise<Seen> => (await gateway.send(...sent)).body as Seen;

  it('sends each request to the service that owns the path, with its query and body', async () => {
    expect(await seen('GET', '/v1/contacts?email=a%40b.ru&limit=2')).toMatchObject({ method: 'GET', url: '/v1/contacts?email=a%40b.ru&limit=2' });
    expect(await seen('POST', '/v1/tickets', { body: { subject: 'Здравствуйте' } })).toMatchObject({ method: 'POST', body: '{"subject":"Здравствуйте"}' });
  });

  it('tells the service who is acting, signed, and believes nothing of the kind from outside', async () => {
    const { headers } = await seen('GET', '/v1/reports/tickets', { headers: { [ACTOR_HEADER]: 'forged', 'x-widecast-role': 'admin' } });

    expect(verifyActor(headers[ACTOR_HEADER] ?? '', SECRET)).toMatchObject({ name: 'first key', scopes: ['*'] });
    expect(headers).not.toHaveProperty('x-widecast-role');
  });

  it('keeps the key to itself and passes no header of the connection on', async () => {
    const { headers } = await seen('GET', '/v1/funnels', {
      key: null, headers: { 'x-api-key': ROOT_KEY, te: 'trailers', 'x-forwarded-for': '10.0.0.1', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    });

    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-api-key']));
    expect(headers).not.toHaveProperty('te');
    expect(headers).not.toHaveProperty('x-forwarded-for');
    expect(headers['traceparent']).toBe('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
  });

  it('leads to the dead letters and stopped partitions of each service', async () => {
    expect(await seen('POST', '/v1/services/triage/dead-letters/7/replay')).toMatchObject({ url: '/v1/dead-letters/7/replay' });
    expect(await seen('GET', '/v1/services/analytics/stopped-partitions')).toMatchObject({ url: '/v1/stopped-partitions' });
  });

  it('asks segmentation whom a campaign would reach before it asks dispatch to look at it, and does without where it gets no answer', async () => {
    const asked: string[] = [];
    let isAway = false;
    gateway.behind.dispatch.answer((request, response) => json(response, 200, request.url === '/v1/campaigns/c-1/merge-fields' ? { segmentId: 's-1', fields: ['name', 'a&b'] } : { url: request.url }));
    gateway.behind.segmentation.answer((request, response) => {
      asked.push(`${request.url} ${verifyActor(String(request.headers[ACTOR_HEADER]), SECRET).name}`);
      json(response, isAway ? 503 : 200, { selected: 10, audience: 7, leftOut: { upper_tier: 1, no_consent: 2 }, lacking: { name: 3, 'a&b': 0 }, beyondAscii: 2 });
    });

    expect((await seen('GET', '/v1/campaigns/c-1/check?selected=99')).url).toBe('/v1/campaigns/c-1/check?selected=10&audience=7&upper_tier=1&no_consent=2&lacking=name%3D3%26a%2526b%3D0&beyondAscii=2');
    expect(asked).toEqual(['/v1/segments/s-1/reach?fields=name%2Ca%26b first key']);
    isAway = true;
    expect((await seen('GET', '/v1/campaigns/c-1/check?selected=99')).url).toBe('/v1/campaigns/c-1/check');
  });

  it('leads nowhere else', async () => {
    const paths = ['/v1', '/v1/nothing', '/v1/dead-letters', '/v1/services/nobody/dead-letters', '/v1/services/triage/metrics', '/v1//contacts', '/v2/contacts', '/openapi-part'];
    const answers = await Promise.all(paths.map((path) => gateway.send('GET', path)));

    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
    expect(answers[1]).toMatchObject({ body: { title: 'Not found', detail: expect.stringContaining('/openapi.json') } });
  });

  it('lets everybody follow the links of messages', async () => {
    gateway.behind.dispatch.answer((request, response) => response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': 'sandbox' }).end(`<p>${request.method}`));

    const { status, body, headers } = await gateway.send('POST', '/u/abc', { key: null });

    for (const path of ['/c/abc/def', '/o/abc']) expect(await gateway.send('GET', path, { key: null })).toMatchObject({ status: 200, body: '<p>GET' });
    expect({ status, body, policy: headers.get('content-security-policy') }).toEqual({ status: 200, body: '<p>POST', policy: 'sandbox' });
  });

  it('passes status, headers and problems of the service back', async () => {
    gateway.behind.triage.answer((_request, response) => {
      response.writeHead(422, { 'content-type': 'application/problem+json', 'x-widecast-inner': '1', 'x-kept': '1' }).end('{"title":"Invalid"}');
    });

    const { status, body, headers } = await gateway.send('GET', '/v1/tickets');

    expect({ status, body, kept: headers.get('x-kept'), inner: headers.get('x-widecast-inner') }).toEqual({ status: 422, body: { title: 'Invalid' }, kept: '1', inner: null });
  });

  it('refuses a body over the limit, announced or not', async () => {
    const announced = await gateway.send('POST', '/v1/contacts', { body: { text: 'x'.repeat(3000) } });
    const response = await fetch(`${gateway.url}/v1/contacts`, {
      method: 'POST', headers: { authorization: `Bearer ${ROOT_KEY}` }, body: Readable.toWeb(Readable.from([Buffer.alloc(2000), Buffer.alloc(2000)])), duplex: 'half',
    });

    expect(announced).toMatchObject({ status: 413, body: { title: 'Too large', detail: expect.stringContaining('2048') } });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ title: 'Too large' });
  });

  it('streams an import of any size in flat memory', async () => {
    const received = { bytes: 0, digest: createHash('sha256') };
    gateway.behind.segmentation.answer((request, response) => {
      request.on('data', (piece: Buffer) => {
        received.bytes += piece.length;
        received.digest.update(piece);
      });
      request.on('end', () => json(response, 200, { rows: 1 }));
    });
    const sent = createHash('sha256');
    const before = process.memoryUsage().rss;
    let most = 0;
    const pieces = function* (): Generator<Buffer> {
      for (let number = 0; number < 400; number += 1) {
        const piece = Buffer.alloc(MEGABYTE, number);
        sent.update(piece);
        most = Math.max(most, process.memoryUsage().rss - before);
        yield piece;
      }
    };

    const outgoing = httpRequest(`${gateway.url}/v1/imports`, { method: 'POST', headers: { authorization: `Bearer ${ROOT_KEY}`, 'content-type': 'text/csv' } });
    const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
    await pipeline(Readable.from(pieces()), outgoing);
    const [{ statusCode }] = await answered;

    expect(statusCode).toBe(200);
    expect(received.bytes).toBe(400 * MEGABYTE);
    expect(received.digest.digest('hex')).toBe(sent.digest('hex'));
    // All three ends run in this process; the body is several times as large.
    expect(most).toBeLessThan(150 * MEGABYTE);
  });

  it('lets an answer through that comes before the body has ended', async () => {
    gateway.behind.segmentation.answer((request, response) => request.once('data', () => json(response, 422, { title: 'Invalid' })));
    const outgoing = httpRequest(`${gateway.url}/v1/imports`, { method: 'POST', headers: { authorization: `Bearer ${ROOT_KEY}` } }).on('error', () => undefined);
    outgoing.write('email\n');

    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];

    expect(response.statusCode).toBe(422);
    outgoing.destroy();
  });

  it('ends the work of the service when the client goes away', async () => {
    let begun = false;
    let ended = false;
    gateway.behind.segmentation.answer((request) => {
      begun = true;
      request.resume().on('close', () => (ended = true));
    });
    const outgoing = httpRequest(`${gateway.url}/v1/imports`, { method: 'POST', headers: { authorization: `Bearer ${ROOT_KEY}` } }).on('error', () => undefined);
    outgoing.write('email\n');
    await waitUntil(() => begun, { what: 'the service to be asked' });

    outgoing.destroy();

    await waitUntil(() => ended, { what: 'the service to notice' });
  });

  it('breaks off an answer that the service broke off, rather than pretend that it was whole', async () => {
    gateway.behind.analytics.answer((_request, response) => {
      response.writeHead(200).write('half', () => setTimeout(() => response.destroy(), 20));
    });

    const response = await fetch(`${gateway.url}/v1/reports/x`, { headers: { authorization: `Bearer ${ROOT_KEY}` } });

    await expect(response.text()).rejects.toThrow();
  });

  it('says which service is away, and which may or may not have done it', async () => {
    const gone = await startGateway({ RELAY_PATIENCE_MS: '200' });
    try {
      await gone.behind.funnels.close();
      gone.behind.triage.answer((request) => request.socket.destroy());
      gone.behind.analytics.answer(() => undefined);

      expect(await gone.send('GET', '/v1/funnels')).toMatchObject({ status: 503, body: { detail: expect.stringMatching(/funnels does not answer; nothing was done/) } });
      expect(await gone.send('POST', '/v1/tickets', { body: {} })).toMatchObject({ status: 503, body: { detail: expect.stringMatching(/triage .*not known/) } });
      expect(await gone.send('GET', '/v1/reports/x')).toMatchObject({ status: 503, body: { detail: expect.stringMatching(/analytics was silent for 0.2 s/) } });
    } finally {
      await gone.stop();
    }
  });

  it('waits for an answer as long as the service says that it goes on', async () => {
    const started = Date.now();
    gateway.behind.segmentation.answer((_request, response) => {
      const beat = setInterval(() => {
        response.writeProcessing();
        if (Date.now() - started < 1800) return;
        clearInterval(beat);
        json(response, 200, { rows: 1 });
      }, 50);
    });

    expect(await gateway.send('POST', '/v1/contacts', { body: {} })).toMatchObject({ status: 200, body: { rows: 1 } });
  });

  it('names the methods that a path has, once it knows them', async () => {
    await gateway.send('GET', '/openapi.json');

    const { status, headers } = await gateway.send('DELETE', '/v1/contacts/7');

    expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'GET' });
    expect(await gateway.send('OPTIONS', '/v1/contacts')).toMatchObject({ status: 405 });
  });

  it('asks again where a kept connection was closed under it', async () => {
    const fake = await startFakeService();
    const own = await startGateway({ ANALYTICS_URL: fake.url });
    try {
      let requests = 0;
      fake.answer((request, response) => {
        requests += 1;
        if (requests === 2) request.socket.resetAndDestroy();
        else json(response, 200, { requests });
      });

      const answers = [await own.send('GET', '/v1/reports/a'), await own.send('GET', '/v1/reports/b')];

      expect(answers.map(({ body }) => body)).toEqual([{ requests: 1 }, { requests: 3 }]);
    } finally {
      await own.stop();
      await fake.close();
    }
  });
  it('does not ask again for what may have been done, and says that its outcome is not known', async () => {
    const fake = await startFakeService();
    const own = await startGateway({ SEGMENTATION_URL: fake.url });
    try {
      let requests = 0;
      fake.answer((request, response) => {
        requests += 1;
        if (requests > 1) request.socket.resetAndDestroy();
        else json(response, 200, { requests });
      });

      await own.send('GET', '/v1/contacts');
      expect(await own.send('POST', '/v1/contacts/7/anything')).toMatchObject({ status: 503, body: { type: 'urn:widecast:problem:outcome-unknown' } });
      expect(requests).toBe(2);
    } finally {
      await own.stop();
      await fake.close();
    }
  });
});
