import { evaluateComparison } from './evaluate-comparison.ts';
import type { ContactFacts } from './facts.ts';
import type { BehaviourRule, Rule } from './rule.ts';

const HOUR = 3_600_000;

type CountOperator = NonNullable<BehaviourRule['times']>['op'];

const COUNT_MEETS: Readonly<Record<CountOperator, (found: number, wanted: number) => boolean>> = {
  eq: (found, wanted) => found === wanted,
  neq: (found, wanted) => found !== wanted,
  gt: (found, wanted) => found > wanted,
  gte: (found, wanted) => found >= wanted,
  lt: (found, wanted) => found < wanted,
  lte: (found, wanted) => found <= wanted,
};

/**
 * Whether a contact meets a rule at a moment: the same answer that `compileRule` gives in PostgreSQL. Two things are
 * coarser here: times have milliseconds, and `contains` folds case by Unicode where PostgreSQL asks the database's locale.
 */
export function evaluateRule(rule: Rule, facts: ContactFacts, now: Date): boolean {
  if ('all' in rule) return rule.all.every((child) => evaluateRule(child, facts, now));
  if ('any' in rule) return rule.any.some((child) => evaluateRule(child, facts, now));
  if ('not' in rule) return !evaluateRule(rule.not, facts, now);
  if ('field' in rule) return evaluateComparison(rule, facts);
  if ('consent' in rule) return (facts.advertisingConsent === true) === rule.is;
  if ('behaviour' in rule) return evaluateBehaviour(rule, facts, now);
  return facts.segments.includes(rule.segment) === (rule.is ?? true);
}

function evaluateBehaviour(rule: BehaviourRule, facts: ContactFacts, now: Date): boolean {
  const until = rule.within === undefined ? Infinity : now.getTime();
  const since = rule.within === undefined ? -Infinity : until - rule.within.days * 24 * HOUR;
  const count = facts.behaviours.filter(
    ({ type, occurredAt, campaignId }) =>
      type === rule.behaviour &&
      occurredAt.getTime() >= since &&
      occurredAt.getTime() <= until &&
      (rule.campaign === undefined || campaignId === rule.campaign),
  ).length;
  const times = rule.times ?? { op: 'gte', count: 1 };
  return COUNT_MEETS[times.op](count, times.count);
}
