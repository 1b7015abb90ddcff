import { AttributeReads, type Reading } from './attribute-reads.ts';
import { BehaviourFacts, type Reach, type Totals } from './behaviour-facts.ts';
import { compileComparison } from './compile-comparison.ts';
import { fieldOf } from './field.ts';
import { leavesOf } from './leaves.ts';
import { Parameters } from './parameters.ts';
import type { Rule, SampleRule, SegmentRule } from './rule.ts';
import { sampleBounds } from './sample.ts';

export interface CompileOptions {
  /** The number of the first placeholder; 1 if not given. */
  readonly firstParameter?: number;
  /** SQL for the present moment, trusted and put in as it is, such as `$1::timestamptz`; `now()` if not given. */
  readonly clock?: string;
  /** For some contacts whose events are looked up one by one (default), or for all, whose events are read once. */
  readonly reach?: Reach;
  /** `none` where it is certain that there are no totals of events that were let go: not to look for them is quicker. */
  readonly totals?: Totals;
  /** `each` (default) needs no join; `cheapest` takes apart a long list of attributes once where many comparisons look into it. */
  readonly attributes?: Reading | 'cheapest';
}

export interface CompiledRules {
  /** Joins to put behind `contacts c LEFT JOIN accounts a …`; they neither drop nor double a contact. */
  readonly joins: string;
  /** A boolean expression for each rule, in their order. */
  readonly conditions: readonly string[];
  readonly parameters: unknown[];
}

export interface Context {
  readonly parameters: Parameters;
  readonly clock: string;
  readonly attributes: AttributeReads;
  readonly behaviours: BehaviourFacts;
}

/**
 * Rules as boolean SQL expressions over `c` (contacts), `a` (accounts, left joined) and joins of their own, which all rules
 * share. They are never NULL: a condition on a missing value is false, hence its negation and `neq` are true. No value or
 * name of a rule is in the text.
 */
export function compileRules(rules: readonly Rule[], options: CompileOptions = {}): CompiledRules {
  const context = contextOf(options, options.attributes === 'cheapest' ? cheapest(rules) : options.attributes);
  const conditions = rules.map((rule) => compile(rule, context));
  return { joins: joinsOf(context), conditions, parameters: context.parameters.values };
}

/** From so many comparisons on one look-up is cheaper, whatever the attributes are. */
const MANY = 8;

function cheapest(rules: readonly Rule[]): Reading {
  const compared = rules.flatMap((rule) => [...leavesOf(rule)]).filter((leaf) => 'field' in leaf && fieldOf(leaf.field)?.kind === 'attribute');
  return compared.length > MANY ? 'once' : 'each';
}

export function contextOf({ firstParameter = 1, clock = 'now()', reach = 'some', totals = 'some' }: CompileOptions, attributes: Reading = 'each'): Context {
  const parameters = new Parameters(firstParameter);
  return { parameters, clock, attributes: new AttributeReads(parameters, attributes), behaviours: new BehaviourFacts(parameters, { clock, reach, totals }) };
}

/** To be asked once all is compiled. */
export const joinsOf = ({ attributes, behaviours }: Context): string => [attributes.joins(), behaviours.joins()].filter((join) => join !== '').join(' ');

export function compile(rule: Rule, context: Context): string {
  if ('all' in rule) return join(rule.all, 'AND', context);
  if ('any' in rule) return join(rule.any, 'OR', context);
  if ('not' in rule) return `(NOT ${compile(rule.not, context)})`;
  if ('field' in rule) return compileComparison(rule, context);
  // One of the words that the schema knows.
  if ('consent' in rule) return `(c.${rule.consent}_consent IS ${rule.is ? '' : 'NOT '}TRUE)`;
  if ('behaviour' in rule) return context.behaviours.condition(rule);
  return 'sample' in rule ? compileSample(rule, context) : compileSegment(rule, context);
}

function join(rules: readonly Rule[], word: 'AND' | 'OR', context: Context): string {
  return `(${rules.map((rule) => compile(rule, context)).join(` ${word} `)})`;
}

function compileSegment({ segment, is = true }: SegmentRule, { parameters }: Context): string {
  const member = `m.segment_id = ${parameters.add(segment)}::uuid AND m.contact_id = c.id`;
  return `(${is ? '' : 'NOT '}EXISTS (SELECT FROM segment_members m WHERE ${member}))`;
}

function compileSample(rule: SampleRule, { parameters }: Context): string {
  const { from, to } = sampleBounds(rule);
  const point = pointOf(rule.sample, parameters);
  return `(coalesce(${point}, -1) BETWEEN ${parameters.add(from)}::bigint AND ${parameters.add(to - 1)}::bigint)`;
}

/** The first four bytes of SHA-256 as a number; `samplePoint` is the same. */
export function pointOf(key: string, parameters: Parameters): string {
  return `('x' || left(encode(sha256(convert_to(${parameters.add(key)}::text || ':' || c.id::text, 'UTF8')), 'hex'), 8))::bit(32)::bigint`;
}
