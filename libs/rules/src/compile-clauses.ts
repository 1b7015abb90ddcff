import { findingOf } from './compile-comparison.ts';
import { compile, contextOf, joinsOf, pointOf, type CompileOptions, type Context } from './compile-rules.ts';
import type { Rule } from './rule.ts';

export interface CompiledClause {
  /** Where it stands, such as `all[1].not`; empty at the root. */
  readonly path: string;
  /** A single condition as it was written, or the word that joins those below it. */
  readonly clause: Rule | 'all' | 'any' | 'not';
  /** Whether it is met: a boolean expression. */
  readonly condition: string;
  /** What it was compared with: a jsonb expression; NULL for what joins others, and where there is nothing. */
  readonly finding: string;
}

/** Every clause of a rule by itself, outer ones first, over the same tables as `compileRules`: for telling why somebody fits. */
export function compileClauses(rule: Rule, options: CompileOptions = {}): { joins: string; clauses: readonly CompiledClause[]; parameters: unknown[] } {
  const context = contextOf(options);
  const clauses = [...nodesOf(rule, '')].map(({ path, node }) => ({ path, clause: wordOf(node), condition: compile(node, context), finding: find(node, context) }));
  return { joins: joinsOf(context), clauses, parameters: context.parameters.values };
}

function* nodesOf(node: Rule, path: string): Generator<{ path: string; node: Rule }> {
  yield { path, node };
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if ('not' in node) yield* nodesOf(node.not, below('not'));
  if ('all' in node) for (const [n, child] of node.all.entries()) yield* nodesOf(child, `${below('all')}[${n}]`);
  if ('any' in node) for (const [n, child] of node.any.entries()) yield* nodesOf(child, `${below('any')}[${n}]`);
}

function wordOf(node: Rule): CompiledClause['clause'] {
  if ('all' in node) return 'all';
  if ('any' in node) return 'any';
  return 'not' in node ? 'not' : node;
}

function find(node: Rule, context: Context): string {
  if ('field' in node) return findingOf(node.field, context.attributes);
  if ('consent' in node) return `to_jsonb(c.${node.consent}_consent)`;
  if ('behaviour' in node) return `to_jsonb(${context.behaviours.finding(node)})`;
  if ('segment' in node) return `to_jsonb(${compile({ segment: node.segment }, context)})`;
  return 'sample' in node ? `to_jsonb(round(${pointOf(node.sample, context.parameters)} * 100 / 4294967296.0, 4))` : 'NULL::jsonb';
}
