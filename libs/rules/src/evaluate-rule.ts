import { evaluateComparison } from './evaluate-comparison.ts';
import type { ContactFacts } from './facts.ts';
import { evaluateBehaviour } from './evaluate-behaviour.ts';
import type { Rule, SampleRule } from './rule.ts';
import { sampleBounds, samplePoint } from './sample.ts';

/**
 * Whether a contact meets a rule at a moment: the same answer that `compileRule` gives in PostgreSQL. Two things are
 * coarser here: times have milliseconds, and `contains` folds case by Unicode where PostgreSQL asks the database's locale.
 */
export function evaluateRule(rule: Rule, facts: ContactFacts, now: Date): boolean {
  if ('all' in rule) return rule.all.every((child) => evaluateRule(child, facts, now));
  if ('any' in rule) return rule.any.some((child) => evaluateRule(child, facts, now));
  if ('not' in rule) return !evaluateRule(rule.not, facts, now);
  if ('field' in rule) return evaluateComparison(rule, facts, now);
  if ('consent' in rule) return (facts.consents[rule.consent] === true) === rule.is;
  if ('behaviour' in rule) return evaluateBehaviour(rule, facts.behaviours, now);
  if ('sample' in rule) return isDrawn(rule, facts.id);
  return facts.segments.includes(rule.segment) === (rule.is ?? true);
}

function isDrawn(rule: SampleRule, contactId: string): boolean {
  const point = samplePoint(rule.sample, contactId);
  const { from, to } = sampleBounds(rule);
  return point >= from && point < to;
}
