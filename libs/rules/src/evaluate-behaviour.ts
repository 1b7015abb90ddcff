import type { BehaviourRule, CountOperator, Moment } from './behaviour-rule.ts';
import type { BehaviourFact } from './facts.ts';
import { millisecondsOf } from './instant.ts';

const DAY = 24 * 3_600_000;

const MEETS: Readonly<Record<CountOperator, (found: number, wanted: number) => boolean>> = {
  eq: (found, wanted) => found === wanted,
  neq: (found, wanted) => found !== wanted,
  gt: (found, wanted) => found > wanted,
  gte: (found, wanted) => found >= wanted,
  lt: (found, wanted) => found < wanted,
  lte: (found, wanted) => found <= wanted,
};

export function evaluateBehaviour(rule: BehaviourRule, behaviours: readonly BehaviourFact[], now: Date): boolean {
  const deeds = behaviours.filter((deed) => counts(rule, deed, now));
  const moments = deeds.map(({ occurredAt }) => occurredAt.getTime());
  if (rule.first) return meetsMoment(rule.first, Math.min(...moments), now);
  if (rule.last) return meetsMoment(rule.last, Math.max(...moments), now);
  if (rule.sum) return MEETS[rule.sum.op](deeds.reduce((sum, { value }) => sum + (value ?? 0), 0), rule.sum.value);
  const { op, count } = rule.times ?? { op: 'gte', count: 1 };
  return MEETS[op](deeds.length, count);
}

function counts({ behaviour, within, campaign }: BehaviourRule, deed: BehaviourFact, now: Date): boolean {
  const at = deed.occurredAt.getTime();
  const isInTime = within === undefined || (at >= now.getTime() - within.days * DAY && at <= now.getTime());
  return deed.type === behaviour && isInTime && (campaign === undefined || deed.campaignId === campaign);
}

function meetsMoment({ op, value, daysFromNow = 0 }: Moment, found: number, now: Date): boolean {
  return Number.isFinite(found) && MEETS[op](found, value === undefined ? now.getTime() + daysFromNow * DAY : millisecondsOf(value));
}
