import { compileComparison } from './compile-comparison.ts';
import { Parameters } from './parameters.ts';
import type { BehaviourRule, Rule, SegmentRule } from './rule.ts';

export interface CompileOptions {
  /** The number of the first placeholder; 1 if not given. */
  readonly firstParameter?: number;
  /** SQL for the present moment, trusted and put in as it is, such as `$1::timestamptz`; `now()` if not given. */
  readonly clock?: string;
}

export interface CompiledRule {
  readonly sql: string;
  readonly parameters: unknown[];
}

interface Context {
  readonly parameters: Parameters;
  readonly clock: string;
}

const COUNT_SIGN = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/**
 * A rule as a boolean SQL expression over `c` (contacts) and `a` (accounts, left joined). It is never NULL: a condition
 * on a missing value is false, hence its negation and `neq` are true. No value or name of the rule is in the text.
 */
export function compileRule(rule: Rule, { firstParameter = 1, clock = 'now()' }: CompileOptions = {}): CompiledRule {
  const parameters = new Parameters(firstParameter);
  return { sql: compile(rule, { parameters, clock }), parameters: parameters.values };
}

function compile(rule: Rule, context: Context): string {
  if ('all' in rule) return join(rule.all, 'AND', context);
  if ('any' in rule) return join(rule.any, 'OR', context);
  if ('not' in rule) return `(NOT ${compile(rule.not, context)})`;
  if ('field' in rule) return compileComparison(rule, context.parameters);
  if ('consent' in rule) return `(c.advertising_consent IS ${rule.is ? '' : 'NOT '}TRUE)`;
  if ('behaviour' in rule) return compileBehaviour(rule, context);
  return compileSegment(rule, context);
}

function join(rules: readonly Rule[], word: 'AND' | 'OR', context: Context): string {
  return `(${rules.map((rule) => compile(rule, context)).join(` ${word} `)})`;
}

function compileBehaviour(rule: BehaviourRule, context: Context): string {
  const { op, count } = rule.times ?? { op: 'gte', count: 1 };
  const events = eventsOf(rule, context);
  // EXISTS stops at the first event and can be a hashed semi-join; a count has to see them all.
  if (op === 'gte' && count === 1) return `(EXISTS (SELECT ${events}))`;
  if (op === 'eq' && count === 0) return `(NOT EXISTS (SELECT ${events}))`;
  return `((SELECT count(*) ${events}) ${COUNT_SIGN[op]} ${context.parameters.add(count)}::bigint)`;
}

function eventsOf(rule: BehaviourRule, { parameters, clock }: Context): string {
  const conditions = ['b.contact_id = c.id', `b.type = ${parameters.add(rule.behaviour)}::text`];
  if (rule.within !== undefined) {
    // Hours, because a day of make_interval is 23 or 25 hours long where the session's zone changes its clock.
    const hours = parameters.add(rule.within.days * 24);
    conditions.push(`b.occurred_at >= ${clock} - make_interval(hours => ${hours}::int) AND b.occurred_at <= ${clock}`);
  }
  if (rule.campaign !== undefined) conditions.push(`b.campaign_id = ${parameters.add(rule.campaign)}::uuid`);
  return `FROM behaviour_events b WHERE ${conditions.join(' AND ')}`;
}

function compileSegment({ segment, is = true }: SegmentRule, { parameters }: Context): string {
  const member = `m.segment_id = ${parameters.add(segment)}::uuid AND m.contact_id = c.id`;
  return `(${is ? '' : 'NOT '}EXISTS (SELECT FROM segment_members m WHERE ${member}))`;
}
