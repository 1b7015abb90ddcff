import type { INestApplication } from '@nestjs/common';
import { apiPartOf, endpointsOf } from '@widecast/service-kit';
import { z } from 'zod';

/** Throws where an answer is not as the OpenAPI document says. */
export type AnswerCheck = (method: string, path: string, answer: { readonly status: number; readonly body: unknown }) => void;

type Schema = Exclude<Parameters<typeof z.fromJSONSchema>[0], boolean>;

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>>;
}

/** Holds the answers of a service against what it says of them itself: programs are made from that. */
export function answerCheckOf(app: INestApplication): AnswerCheck {
  const paths = Object.entries(apiPartOf(endpointsOf(app), 'test').paths as Record<string, Record<string, Operation>>)
    .map(([path, operations]) => ({ path, operations, is: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }));
  const schemas = new Map<Schema, z.ZodType>();
  return (method, path, { status, body }) => {
    const name = path.split('?')[0] ?? '';
    // What is spelt out goes before a parameter.
    const [place] = paths.filter(({ is }) => is.test(name)).toSorted((a, b) => a.path.split('{').length - b.path.split('{').length);
    const operation = place?.operations[method.toLowerCase()];
    if (!operation || status >= 400) return;
    const response = operation.responses[String(status)];
    if (!response) throw new Error(`${method} ${place.path} answers ${status}, which its OpenAPI document does not know`);
    const schema = response.content?.['application/json']?.schema;
    if (!schema) return;
    if (!schemas.has(schema)) schemas.set(schema, z.fromJSONSchema(schema));
    const defect = schemas.get(schema)?.safeParse(body).error;
    if (defect) throw new Error(`${method} ${place.path} answers otherwise than its OpenAPI document says: ${z.prettifyError(defect)}`);
  };
}
