import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@widecast/testing';
import { analytics } from '../src/index.ts';

describe('analytics service', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(analytics);
  });

  afterAll(() => service.stop());

  it('is ready once its database and event log answer', async () => {
    const { status, body } = await service.get('/readyz');

    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('lets nobody in without the signature of the gateway', async () => {
    const { status, body } = await service.call('GET', '/v1/dead-letters', { scopes: null });

    expect({ status, body }).toMatchObject({ status: 401, body: { title: 'Not authenticated' } });
  });

  it('names every defect of a request', async () => {
    const { status, body } = await service.get('/v1/dead-letters?limit=0&before=x');

    expect(status).toBe(422);
    expect((body as { errors: { field: string }[] }).errors.map(({ field }) => field)).toEqual(['query.limit', 'query.before']);
  });

  it('publishes its endpoints for the OpenAPI document', async () => {
    const { body } = await service.get('/openapi-part.json');

    expect(Object.keys((body as { paths: object }).paths)).toContain('/v1/dead-letters/{id}/replay');
  });
});
