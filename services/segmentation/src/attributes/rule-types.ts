import { canonicalName, isInstant, isPiece, type Rule, type RuleIssue } from '@widecast/rules';
import { bandOf, sizeSignalOf } from '../tiers/size-signals.ts';
import type { AttributeType, AttributeTypes } from './attribute-type.ts';

const [PREFIX, OF_ACCOUNTS] = ['attributes.', 'account.attributes.'];
type Comparison = Extract<Rule, { field: string }>;

/** Where a rule asks of an attribute what its type cannot answer. */
export function typeIssuesOf(rule: Rule, types: AttributeTypes, path = ''): RuleIssue[] {
  if ('not' in rule) return typeIssuesOf(rule.not, types, joined(path, 'not'));
  if ('all' in rule) return rule.all.flatMap((child, n) => typeIssuesOf(child, types, `${joined(path, 'all')}[${n}]`));
  if ('any' in rule) return rule.any.flatMap((child, n) => typeIssuesOf(child, types, `${joined(path, 'any')}[${n}]`));
  if (!('field' in rule)) return [];
  const type = typeOf(rule.field, types);
  if (type === undefined || fits(rule, type) || namesBand(rule)) return [];
  return [{ path: joined(path, rule.daysFromNow === undefined ? 'value' : 'daysFromNow'), message: `"${rule.field}" is a ${type}: ${MENDS[type]}` }];
}

/** Of what is told of accounts only sizes have a type, which imports see to. */
function typeOf(field: string, types: AttributeTypes): AttributeType | undefined {
  const name = canonicalName(field);
  if (name.startsWith(PREFIX)) return types.get(name.slice(PREFIX.length));
  const signal = name.startsWith(OF_ACCOUNTS) ? name.slice(OF_ACCOUNTS.length) : '';
  return sizeSignalOf(signal) === signal ? 'number' : undefined;
}

/** Headcounts may be told as 51-200. */
function namesBand({ field, op, value }: Comparison): boolean {
  return canonicalName(field) === `${OF_ACCOUNTS}employees` && (op === 'eq' || op === 'neq' || op === 'in') && [value].flat().every((one) => typeof one === 'number' || bandOf(String(one)) !== undefined);
}

const joined = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const MENDS: Readonly<Record<AttributeType, string>> = {
  string: 'compare it with a text', number: 'compare it with a number', boolean: 'ask with eq for true or false', date: 'compare it with a day or time like 2026-01-31 or 2026-01-31T09:00:00Z, or use daysFromNow',
  list: 'ask with "has" for one text of it',
};

function fits({ op, value, daysFromNow }: Comparison, type: AttributeType): boolean {
  if (op === 'exists') return true;
  if (daysFromNow !== undefined) return type === 'date';
  if (type === 'list' || op === 'has') return type === 'list' && op === 'has';
  if (type === 'date') return [value].flat().every((one) => typeof one === 'string' && (isPiece(op) || isInstant(one)));
  if (op !== 'eq' && op !== 'neq' && op !== 'in' && type === 'boolean') return false;
  return [value].flat().every((one) => typeof one === type);
}
