import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';

describe('segmentation service', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  afterAll(() => service.stop());

  it('is ready once its database and event log answer', async () => {
    const { status, body } = await service.get('/readyz');

    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('publishes its endpoints for the OpenAPI document', async () => {
    const { body } = await service.get('/openapi-part.json');

    expect(Object.keys((body as { paths: object }).paths)).toEqual(
      expect.arrayContaining(['/v1/imports', '/v1/contacts', '/v1/accounts', '/v1/tiers', '/v1/behaviour', '/v1/segments', '/v1/segments/preview']),
    );
  });

  it('has endpoints for those only who have the right', async () => {
    const { status } = await service.call('POST', '/v1/segments', { scopes: ['segments:read'], body: { name: 'x', rule: {} } });

    expect(status).toBe(403);
  });
});
