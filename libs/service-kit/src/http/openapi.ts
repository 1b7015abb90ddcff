import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { z } from 'zod';
import { ENDPOINT, type EndpointSpec } from './endpoint.ts';

type Json = Record<string, unknown>;

/** The part of an OpenAPI 3.1 document that one service contributes. */
export interface ApiPart {
  readonly paths: Record<string, Json>;
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12', override: datesAsText }) as Json;
  return json;
};

/** JSON has no dates; they travel as text (RFC 3339). */
const datesAsText: NonNullable<z.core.ToJSONSchemaParams['override']> = ({ zodSchema, jsonSchema }) => {
  if (zodSchema instanceof z.ZodDate) Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
};

/** Collects the endpoints of an application, sorted by path. */
export function endpointsOf(app: INestApplication): EndpointSpec[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ instance }) => {
      const prototype = Object.getPrototypeOf(instance ?? {}) as Record<string, object>;
      return scanner.getAllMethodNames(prototype).map((name) => Reflect.getMetadata(ENDPOINT, prototype[name] ?? {}) as EndpointSpec | undefined);
    })
    .filter((spec) => spec !== undefined)
    .toSorted((a, b) => a.path.localeCompare(b.path));
}

export function apiPartOf(specs: readonly EndpointSpec[], tag: string): ApiPart {
  const paths: Record<string, Json> = {};
  for (const spec of specs) {
    const path = `/v1/${spec.path.replaceAll(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: operationOf(spec, tag) };
  }
  return { paths };
}

function operationOf(spec: EndpointSpec, tag: string): Json {
  const content = spec.response ? { 'application/json': { schema: schemaOf(spec.response, 'output') } } : spec.produces ? { [spec.produces]: {} } : undefined;
  return {
    tags: [tag],
    operationId: `${spec.method.toLowerCase()}_${spec.path.replaceAll(/[^a-z]+/gi, '_')}`,
    summary: spec.summary,
    ...(spec.description ? { description: spec.description } : {}),
    ...(spec.scope === 'public' ? { security: [] } : { 'x-scope': spec.scope, security: [{ apiKey: [] }] }),
    parameters: [...parametersOf(spec.params, 'path'), ...parametersOf(spec.query, 'query')],
    ...requestBodyOf(spec),
    responses: {
      [String(spec.status ?? (spec.method === 'POST' ? 201 : 200))]: { description: 'Done', ...(content ? { content } : {}) },
      ...Object.fromEntries(Object.entries(spec.others ?? {}).map(([status, description]) => [status, { description }])),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function requestBodyOf({ body, stream }: EndpointSpec): Json {
  if (body) return { requestBody: { required: !body.safeParse({}).success, content: { 'application/json': { schema: schemaOf(body, 'input') } } } };
  if (stream) return { requestBody: { required: true, content: Object.fromEntries(stream.map((type) => [type, {}])) } };
  return {};
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name, in: place, required: place === 'path' || required.includes(name), schema: property,
  }));
}
