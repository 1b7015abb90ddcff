import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { apiPartOf } from './openapi.ts';

const show = endpoint({
  method: 'GET', path: 'segments/:id/members', scope: 'segments:read', summary: 'Members',
  params: z.object({ id: z.uuid() }), query: z.object({ limit: z.coerce.number().default(10) }), response: z.object({ members: z.array(z.string()) }), others: { 303: 'To a page' },
});

describe('apiPartOf', () => {
  it('describes paths, parameters, answers and rights', () => {
    const { paths } = apiPartOf([show], 'segmentation');

    expect(paths['/v1/segments/{id}/members']?.['get']).toMatchObject({
      tags: ['segmentation'],
      'x-scope': 'segments:read',
      parameters: [{ name: 'id', in: 'path', required: true }, { name: 'limit', in: 'query', required: false }],
      responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } }, 303: { description: 'To a page' } },
    });
  });
});
