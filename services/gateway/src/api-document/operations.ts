import type { ApiPart } from './api-part.ts';

export interface KnownOperation {
  /** The path with `{names}`. */
  readonly template: string;
  readonly scope?: string;
  /** The methods of the path, where the one asked for is none of them. */
  readonly allowed?: readonly string[];
}

interface KnownPath {
  readonly template: string;
  readonly pattern: RegExp;
  readonly scopes: ReadonlyMap<string, string | undefined>;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The endpoints of one service, to be found by path and method. */
export class Operations {
  private readonly paths: readonly KnownPath[];

  constructor({ paths }: ApiPart) {
    this.paths = Object.entries(paths)
      .map(([template, item]) => ({
        template,
        pattern: new RegExp(`^${template.split(/\{\w+\}/).map(escaped).join('[^/]+')}/?$`),
        scopes: new Map(Object.entries(item).map(([method, { 'x-scope': scope }]) => [method.toUpperCase(), typeof scope === 'string' ? scope : undefined])),
      }))
      // As a router does it: a fixed name goes before a parameter.
      .toSorted((a, b) => (a.template.split('{').length - b.template.split('{').length));
  }

  at(method: string, path: string): KnownOperation | undefined {
    const asked = method === 'HEAD' ? 'GET' : method;
    const fitting = this.paths.filter(({ pattern }) => pattern.test(path));
    const found = fitting.find(({ scopes }) => scopes.has(asked));
    if (found) {
      const scope = found.scopes.get(asked);
      return { template: found.template, ...(scope === undefined ? {} : { scope }) };
    }
    const [first] = fitting;
    return first && { template: first.template, allowed: [...new Set(fitting.flatMap(({ scopes }) => [...scopes.keys()]))] };
  }
}
