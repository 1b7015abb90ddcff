import type { Rule } from './rule.ts';

/** The single conditions of a rule, in order. */
export function* leavesOf(rule: Rule): Generator<Rule> {
  if ('not' in rule) {
    yield* leavesOf(rule.not);
    return;
  }
  const children = 'all' in rule ? rule.all : 'any' in rule ? rule.any : null;
  if (children === null) yield rule;
  for (const child of children ?? []) yield* leavesOf(child);
}
