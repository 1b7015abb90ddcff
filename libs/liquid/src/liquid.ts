import { Liquid, type Template as Parsed } from 'liquidjs';

/** Without loops and partials a template ends in time proportional to its size, whoever wrote it. */
const TAGS = new Set(['assign', 'capture', 'case', 'comment', 'if', 'raw', 'unless', '#']);

/** No filter that runs a heavy pattern, builds arrays or lets a value out unescaped. */
const FILTERS = new Set([
  'abs', 'append', 'at_least', 'at_most', 'capitalize', 'ceil', 'date', 'default', 'divided_by', 'downcase', 'floor', 'lstrip', 'minus', 'modulo', 'plus',
  'prepend', 'remove', 'remove_first', 'replace', 'replace_first', 'round', 'rstrip', 'size', 'slice', 'strip', 'strip_newlines', 'times', 'truncate',
  'truncatewords', 'upcase', 'url_encode',
]);

const LIMITS = { parseLimit: 300_000, renderLimit: 200, memoryLimit: 2_000_000 };

function engine(): Liquid {
  const liquid = new Liquid({ ...LIMITS, ownPropertyOnly: true, strictFilters: true, templates: {}, cache: false });
  for (const tag of Object.keys(liquid.tags)) if (!TAGS.has(tag)) Reflect.deleteProperty(liquid.tags, tag);
  for (const filter of Object.keys(liquid.filters)) if (!FILTERS.has(filter)) Reflect.deleteProperty(liquid.filters, filter);
  // Values are escaped for their place anyway; doing it twice would show.
  liquid.registerFilter('escape', (value: unknown) => value);
  return liquid;
}

/** The one engine: a closed set of tags and filters, no files, limits. */
export const LIQUID = engine();

/** A part of a template that cannot be understood; `line` and `column` count from 1. */
export class TemplateDefect extends Error {
  constructor(message: string, readonly line: number, readonly column: number) {
    super(message);
    this.name = TemplateDefect.name;
  }
}

export type Source = Parsed[];

/** Throws {@link TemplateDefect}. */
export function parseLiquid(source: string): Source {
  try {
    return LIQUID.parse(source);
  } catch (error) {
    throw defectOf(error);
  }
}

/** A field that is missing renders empty. */
export function renderLiquid(source: Source, scope: object): string {
  return String(LIQUID.renderSync(source, scope));
}

/** The names that a template expects from outside, like `name` or `account.size`. */
export function fieldsOf(source: Source): string[] {
  return LIQUID.globalVariableSegmentsSync(source).map((segments) => segments.filter((part) => !Array.isArray(part)).join('.'));
}

function defectOf(error: unknown): TemplateDefect {
  const { message = 'cannot be parsed', token } = error as { message?: string; token?: { getPosition?(): [number, number] } };
  const [line, column] = token?.getPosition?.() ?? [1, 1];
  const told = message.replace(/, line:\d+, col:\d+$/, '');
  return new TemplateDefect(`${told}${mendOf(told)}`, line, column);
}

function mendOf(message: string): string {
  if (message.startsWith('undefined filter')) return `; there are ${[...FILTERS].join(', ')}`;
  return /^tag .* not found/.test(message) ? `; there are ${[...TAGS].filter((tag) => tag !== '#').join(', ')}` : '';
}
