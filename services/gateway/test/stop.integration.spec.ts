import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import { json } from './fake-service.ts';
import { startGateway } from './start-gateway.ts';

const part = { paths: { '/v1/contacts': { get: { 'x-scope': 'contacts:read' }, post: { 'x-scope': 'contacts:write' } } } };

describe('a gateway that is stopped', () => {
  it('lets the requests under way come to their end', async () => {
    const gateway = await startGateway({}, { segmentation: part });
    const arrived: unknown[] = [];
    gateway.behind.segmentation.answer((request, response) => {
      request.resume();
      setTimeout(() => json(response, 200, { done: request.method }), 500);
      arrived.push(request.method);
    });
    const answers = Promise.all([gateway.send('GET', '/v1/contacts'), gateway.send('POST', '/v1/contacts', { body: { contacts: [] } })]);
    await waitUntil(() => arrived.length === 2, { what: 'both to arrive', interval: 5 });

    await gateway.stop();

    expect((await answers).map(({ status, body }) => [status, body])).toEqual([[200, { done: 'GET' }], [200, { done: 'POST' }]]);
  });
});
