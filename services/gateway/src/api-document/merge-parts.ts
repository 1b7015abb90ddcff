import { SERVICES, type ServiceName } from '@widecast/contracts';
import { type ApiPart, type Json } from './api-part.ts';
import { COMPONENTS } from './components.ts';
import { NamedSchemas } from './named-schemas.ts';
import { OPEN_PATHS } from './own-paths.ts';

type Paths = Record<string, Record<string, Json>>;

const OPERATIONS = /^\/v1\/(dead-letters|stopped-partitions|rewind)(\/|$)/;

/** Between gateway and services; people ask the gateway. */
const INTERNAL = /^\/v1\/personal-data\//;

const serviceParameter: Json = { name: 'service', in: 'path', required: true, schema: { type: 'string', enum: SERVICES } };

/** One OpenAPI 3.1 document out of what the services and the gateway itself offer. */
export function mergeParts(parts: ReadonlyMap<ServiceName, ApiPart>, own: ApiPart): Json {
  const named = new NamedSchemas();
  const paths: Paths = { ...own.paths, ...operationPaths(parts), ...servicePaths(parts), ...OPEN_PATHS };
  const missing = SERVICES.filter((service) => !parts.has(service));
  const { schemas, ...components } = COMPONENTS;
  const adopted = adoptAll(paths, named);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Widecast',
      version: '1.0.0',
      description: 'The whole funnel of a vendor with very many small customers: who, reach, answer, what next, what came.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    ...(missing.length > 0 ? { 'x-missing-services': missing } : {}),
    tags: [...topicsIn(parts), { name: 'pages', description: 'What everybody may open: links of messages, and a form' }, ...['keys', 'operations', 'health'].map((name) => ({ name }))],
    paths: adopted,
    components: { ...components, schemas: { ...(schemas as Json), ...named.schemas } },
  };
}

const isPublished = (path: string): boolean => !OPERATIONS.test(path) && !INTERNAL.test(path);

/** What a path is about: its first word. A page that people open from a mail has none. */
const topicOf = (path: string): string | undefined => /^\/v1\/([a-z-]+)/.exec(path)?.[1];

function topicsIn(parts: ReadonlyMap<ServiceName, ApiPart>): { name: string; description: string }[] {
  const owners = new Map([...parts].flatMap(([service, { paths }]) => Object.keys(paths).filter(isPublished).flatMap((path) => {
    const topic = topicOf(path);
    return topic === undefined ? [] : [[topic, service] as const];
  })));
  return [...owners].map(([name, service]) => ({ name, description: `A matter of ${service}` }));
}

/** By topic rather than by service: a service has up to a hundred operations. */
function servicePaths(parts: ReadonlyMap<ServiceName, ApiPart>): Paths {
  const published = [...parts.values()].flatMap(({ paths }) => Object.entries(paths).filter(([path]) => isPublished(path)));
  return Object.fromEntries(published.map(([path, item]) => {
    const topic = topicOf(path);
    return [path, topic === undefined ? item : mapItem(item, (operation) => ({ ...operation, tags: [topic] }))];
  }));
}

/** The same in every service, told once, below the service's name. */
function operationPaths(parts: ReadonlyMap<ServiceName, ApiPart>): Paths {
  const [part] = parts.values();
  const shared = Object.entries(part?.paths ?? {}).filter(([path]) => OPERATIONS.test(path));
  return Object.fromEntries(shared.map(([path, item]) => [path.replace('/v1/', '/v1/services/{service}/'), mapItem(item, underService)]));
}

function underService(operation: Json): Json {
  const parameters = Array.isArray(operation['parameters']) ? (operation['parameters'] as unknown[]) : [];
  return { ...operation, tags: ['operations'], parameters: [serviceParameter, ...parameters] };
}

/** Named by method and path, so that no two operations have one id. */
function adoptAll(paths: Paths, named: NamedSchemas): Paths {
  const entries = Object.entries(paths).toSorted(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(entries.map(([path, item]) => [path, mapItem(item, (operation, method) => {
    const operationId = `${method}_${path.replace(/^\/(v1\/)?/, '').replaceAll(/[^A-Za-z]+/g, '_').replace(/_$/, '')}`;
    return { ...(named.adopt(operation, operationId) as Json), operationId };
  })]));
}

function mapItem(item: Record<string, Json>, change: (operation: Json, method: string) => Json): Record<string, Json> {
  return Object.fromEntries(Object.entries(item).map(([method, operation]) => [method, change(operation, method)]));
}
