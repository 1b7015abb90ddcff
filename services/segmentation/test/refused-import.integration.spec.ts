import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACTOR_HEADER, signActor } from '@widecast/service-kit';
import { startTestService, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';

const SECRET = 'a secret of tests, thirty-two characters';

describe('an import that is refused early', () => {
  let service: TestService;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  afterAll(async () => {
    agent.destroy();
    await service.stop();
  });

  const post = (path: string, type: string, body: string | Buffer): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': type, [ACTOR_HEADER]: signActor({ id: 'test', name: 'test', scopes: ['*'] }, SECRET) };
      const outgoing = request(`${service.running.url}${path}`, { method: 'POST', agent, headers }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      });
      outgoing.once('error', reject).end(body);
    });

  it.each([100_000, 250_000, 2_000_000])('leaves the connection fit for the next request (%i bytes)', async (bytes) => {
    const line = 'a@one.test,yes\n';
    const refused = await post('/v1/imports', 'text/csv', `email,consent\n${line.repeat(bytes / line.length)}`);
    const next = await post('/v1/segments/preview', 'application/json', JSON.stringify({ rule: { field: 'email', op: 'exists' } }));

    expect([refused, next]).toEqual([422, 200]);
  });

  it('leaves it so too when a packed file grew without measure', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('email,name\n'), Buffer.alloc(120_000_000, 'a')]));
    const refused = await post('/v1/imports', 'text/csv', Buffer.concat([bomb, Buffer.alloc(1_500_000)]));
    const next = await post('/v1/segments/preview', 'application/json', JSON.stringify({ rule: { field: 'email', op: 'exists' } }));

    expect([refused, next]).toEqual([422, 200]);
  });
});
