import { isObject, type Json } from './api-part.ts';

/**
 * Gives recursive schemas a place of their own: a schema that speaks of itself (`#`, `#/$defs/…`) means its own root, but in
 * an OpenAPI document these would mean the document's.
 */
export class NamedSchemas {
  readonly schemas: Record<string, unknown> = {};

  /** The same value, with each self-referring schema in it replaced by a reference. */
  adopt(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map((item, index) => this.adopt(item, `${name}_${index}`));
    if (!isObject(value)) return value;
    const adopted = Object.entries(value).map(([key, item]) => [key, key === 'schema' && isObject(item) ? this.schemaAt(item, name) : this.adopt(item, `${name}_${safe(key)}`)]);
    return Object.fromEntries(adopted);
  }

  private schemaAt(schema: Json, name: string): Json {
    const { $defs: definitions, ...rest } = schema;
    if (!isObject(definitions) && !refersToRoot(rest)) return schema;
    const renamed = (ref: string): string => (ref === '#' ? pointer(name) : pointer(`${name}_${safe(ref.replace('#/$defs/', ''))}`));
    this.schemas[name] = rename(rest, renamed);
    for (const [key, definition] of Object.entries(isObject(definitions) ? definitions : {})) {
      this.schemas[`${name}_${safe(key)}`] = rename(definition, renamed);
    }
    return { $ref: pointer(name) };
  }
}

const safe = (text: string): string => text.replaceAll(/[^A-Za-z0-9]+/g, '_');
const pointer = (name: string): string => `#/components/schemas/${name}`;
const isLocal = (ref: unknown): ref is string => typeof ref === 'string' && (ref === '#' || ref.startsWith('#/$defs/'));

function refersToRoot(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(refersToRoot);
  return isObject(value) && (value['$ref'] === '#' || Object.values(value).some(refersToRoot));
}

function rename(value: unknown, renamed: (ref: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, renamed));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === '$ref' && isLocal(item) ? renamed(item) : rename(item, renamed)]));
}
