import { applyDecorators, createParamDecorator, HttpCode, RequestMapping, RequestMethod, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { actorOf, type Actor } from '../actor/actor.ts';
import { Invalid, UnsupportedMedia, type FieldError } from './domain-error.ts';
import { unstorableTexts } from './unstorable-text.ts';
import './zod-messages.ts';

/** One operation of the API, as data: what it takes, gives and demands. OpenAPI, validation and rights come from it. */
export interface EndpointSpec<Params extends z.ZodType = z.ZodType, Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /v1, with `:name` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** The right that a key needs, like `contacts:write`; 'public' needs none. */
  readonly scope: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** A media type whose body the handler reads as a stream itself (`@Req()`). */
  readonly stream?: readonly string[];
  readonly response?: z.ZodType;
  /** Media type of an answer that is not JSON. */
  readonly produces?: string;
  readonly status?: number;
  /** Other answers that are no errors, by their status: what they mean. They have no body. */
  readonly others?: Readonly<Record<number, string>>;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined;

/** What a handler of the endpoint receives. */
export interface InputOf<Spec extends EndpointSpec> {
  readonly params: Parsed<Spec['params']>;
  readonly query: Parsed<Spec['query']>;
  readonly body: Parsed<Spec['body']>;
  readonly actor: Actor;
}

export const ENDPOINT = 'widecast:endpoint';

export function endpoint<const Spec extends EndpointSpec>(spec: Spec): Spec {
  return spec;
}

/** Makes a controller's method answer an endpoint. */
export const Handles = (spec: EndpointSpec): MethodDecorator =>
  applyDecorators(
    RequestMapping({ path: `v1/${spec.path}`, method: RequestMethod[spec.method] }),
    HttpCode(spec.status ?? (spec.method === 'POST' ? 201 : 200)),
    SetMetadata(ENDPOINT, spec),
  );

type Place = 'params' | 'query' | 'body';

const hasBody = ({ headers }: Request): boolean => Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;

/** A parameter that is not known is refused: left out silently, a filter would select everything. Links in mail may have grown some. */
function queryOf({ query = z.object({}), scope }: EndpointSpec): z.ZodType {
  return query instanceof z.ZodObject && scope !== 'public' ? query.strict() : query;
}

/** The parsed and validated request. Throws {@link Invalid} naming every defect. */
export const Input = createParamDecorator((_data: unknown, context: ExecutionContext): InputOf<EndpointSpec> => {
  const spec = Reflect.getMetadata(ENDPOINT, context.getHandler()) as EndpointSpec;
  const request = context.switchToHttp().getRequest<Request>();
  const defects: FieldError[] = [];
  const parse = (place: Place, schema: z.ZodType | undefined): unknown => {
    if (!schema) return undefined;
    // No body at all is an empty one; a body of `null` is not.
    const given: unknown = request[place] === undefined ? {} : request[place];
    const parsed = schema.safeParse(given);
    defects.push(...unstorableTexts(given, place));
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) defects.push({ field: [place, ...path].join('.'), message });
    return undefined;
  };
  if (spec.body && hasBody(request) && !request.is('json')) throw new UnsupportedMedia('The body must be JSON', [{ field: 'headers.content-type', message: 'use application/json' }]);
  const input = { params: parse('params', spec.params), query: parse('query', queryOf(spec)), body: parse('body', spec.body), actor: actorOf(request) };
  if (defects.length > 0) throw new Invalid(`The request has ${defects.length} defect(s): ${defects[0]?.field} ${defects[0]?.message}`, defects);
  return input;
});
