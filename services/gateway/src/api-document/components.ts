import type { Json } from './api-part.ts';

const text = (description: string): Json => ({ type: 'string', description });

/** The error that every endpoint answers with (RFC 9457). */
const PROBLEM: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: text('Names the kind of the problem; about:blank where the status says all'),
    title: text('The kind in words'),
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: text('What is wrong and how to mend it'),
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: text('Where, like body.rule.all.1.value or query.limit'), message: text('What is wrong there and how to mend it') },
      },
    },
  },
};

export const COMPONENTS: Json = {
  schemas: { Problem: PROBLEM },
  responses: {
    Problem: { description: 'It was not done, and why', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  },
  securitySchemes: {
    apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'wck_…', description: 'An API key: `Authorization: Bearer wck_…`, or the header X-Api-Key' },
  },
};
