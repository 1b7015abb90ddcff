import { evalQuotedToken, Filter, type Output, TokenKind, type QuotedToken, type PropertyAccessToken } from 'liquidjs';
import { LIQUID, renderLiquid } from '@widecast/liquid';
import type { FieldScope } from './scope.ts';

/** Makes the value of a slot. */
export type Fill = (scope: FieldScope) => string;

/** Properties that text has by itself. */
const OF_TEXT = new Set(['size', 'length', 'first', 'last']);

/** Fields are text, numbers, yes and no; anything else is no text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');

/** Escapes what an output puts out, in whatever branch it stands. */
export function escapeOutput(output: Output, escape: (value: string) => string): void {
  const token = { name: 'escape', args: [] } as unknown as ConstructorParameters<typeof Filter>[0];
  output.value.filters.push(new Filter(token, (value: unknown) => escape(textOf(value)), LIQUID));
}

/** A field with or without a default is read without Liquid; everything else is rendered by it. */
export function fillOf(output: Output): Fill {
  const name = fieldOf(output);
  const fallback = fallbackOf(output);
  if (name === undefined || fallback === undefined) return (scope) => renderLiquid([output], scope.data);
  if (fallback === '') return (scope) => textOf(scope.get(name));
  return (scope) => {
    const value = scope.get(name);
    return value === '' || value === false || value === undefined || value === null ? fallback : textOf(value);
  };
}

/** The field that an output leaves empty where it is missing; undefined where it has a default or is no field. */
export const neededBy = (output: Output): string | undefined => (output.value.filters.some(({ name }) => name === 'default') ? undefined : fieldOf(output));

function fieldOf({ value }: Output): string | undefined {
  const [token, ...more] = value.initial.postfix;
  if (token?.kind !== TokenKind.PropertyAccess || more.length > 0) return undefined;
  const { variable, props } = token as PropertyAccessToken;
  if (variable !== undefined || props.length > 2 || props.some(({ kind }) => kind !== TokenKind.Word)) return undefined;
  const names = props.map((prop) => ('content' in prop ? String(prop.content) : ''));
  return OF_TEXT.has(names[1] ?? '') ? undefined : names.join('.');
}

/** What its filters give for nothing: empty without filters, undefined where they do more than that. */
function fallbackOf({ value: { filters } }: Output): string | undefined {
  const [filter, ...more] = filters.filter(({ name }) => name !== 'escape');
  if (!filter) return '';
  const [argument, ...others] = filter.args;
  if (filter.name !== 'default' || more.length > 0 || others.length > 0 || !isQuoted(argument)) return undefined;
  return evalQuotedToken(argument) === '' ? undefined : evalQuotedToken(argument);
}

const isQuoted = (argument: unknown): argument is QuotedToken => (argument as { kind?: unknown } | undefined)?.kind === TokenKind.Quoted;
