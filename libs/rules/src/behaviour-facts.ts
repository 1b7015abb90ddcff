import type { BehaviourRule, CountOperator, Moment } from './behaviour-rule.ts';
import { withZone } from './instant.ts';
import type { Parameters } from './parameters.ts';

/** Whether rules are judged for some contacts or for all there are. */
export type Reach = 'some' | 'all';

interface Fact {
  readonly name: string;
  /** Which events count. */
  readonly where: string;
}

const SIGN: Readonly<Record<CountOperator, string>> = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' };
const AGGREGATES = { n: 'count(*)', s: 'sum(b.value)', f: 'min(b.occurred_at)', l: 'max(b.occurred_at)' } as const;

type Aggregate = keyof typeof AGGREGATES;

/**
 * What rules ask of behaviour, each question once for all rules. For some contacts one look-up each gathers the answers;
 * for all contacts the events of a question are grouped once and joined, which spills to disk where a hashed IN would not.
 */
export class BehaviourFacts {
  private readonly facts = new Map<string, Fact>();
  private readonly aggregates = new Set<string>();
  private readonly types = new Map<string, string>();

  constructor(
    private readonly parameters: Parameters,
    private readonly clock: string,
    private readonly reach: Reach,
  ) {}

  condition(rule: BehaviourRule): string {
    const found = this.finding(rule);
    const moment = rule.first ?? rule.last;
    if (moment) return this.compareMoment(found, moment);
    if (rule.sum) return `(${found} ${SIGN[rule.sum.op]} ${this.parameters.add(rule.sum.value)}::numeric)`;
    const { op, count } = rule.times ?? { op: 'gte', count: 1 };
    return `(${found} ${SIGN[op]} ${this.parameters.add(count)}::bigint)`;
  }

  /** What the rule compares: a number of events, a sum, or a moment, which may be NULL. */
  finding(rule: BehaviourRule): string {
    const { name } = this.factOf(rule);
    if (rule.first) return this.answer(name, 'f');
    if (rule.last) return this.answer(name, 'l');
    return `coalesce(${this.answer(name, rule.sum ? 's' : 'n')}, 0)`;
  }

  joins(): string {
    const facts = [...this.facts.values()];
    if (facts.length === 0) return '';
    if (this.reach === 'all') return facts.map((fact) => this.grouped(fact)).join(' ');
    const answers = facts.flatMap(({ name, where }) => this.wanted(name).map((one) => `${AGGREGATES[one]} FILTER (WHERE ${where}) AS ${name}_${one}`));
    const types = [...this.types.values()].map((type) => `${type}::text`).join(', ');
    // The type is hidden from the planner: of a type that is young it expects few events, and would read all of them for each contact.
    return `LEFT JOIN LATERAL (SELECT ${answers.join(', ')} FROM behaviour_events b WHERE b.contact_id = c.id AND b.type || '' = ANY (ARRAY[${types}])) deeds ON true`;
  }

  private grouped({ name, where }: Fact): string {
    const answers = this.wanted(name).map((one) => `${AGGREGATES[one]} AS ${name}_${one}`);
    return `LEFT JOIN (SELECT b.contact_id, ${answers.join(', ')} FROM behaviour_events b WHERE ${where} GROUP BY b.contact_id) ${name} ON ${name}.contact_id = c.id`;
  }

  private wanted(name: string): Aggregate[] {
    return (['n', 's', 'f', 'l'] as const).filter((one) => this.aggregates.has(`${name}_${one}`));
  }

  private answer(name: string, aggregate: Aggregate): string {
    this.aggregates.add(`${name}_${aggregate}`);
    return `${this.reach === 'all' ? name : 'deeds'}.${name}_${aggregate}`;
  }

  private factOf({ behaviour, within, campaign }: BehaviourRule): Fact {
    const key = JSON.stringify([behaviour, within?.days, campaign]);
    const known = this.facts.get(key);
    if (known) return known;
    const fact = { name: `b${this.facts.size}`, where: this.whereOf(behaviour, within?.days, campaign) };
    this.facts.set(key, fact);
    return fact;
  }

  private whereOf(behaviour: string, days: number | undefined, campaign: string | undefined): string {
    const type = this.types.get(behaviour) ?? this.parameters.add(behaviour);
    this.types.set(behaviour, type);
    const conditions = [`b.type = ${type}::text`];
    if (days !== undefined) conditions.push(`b.occurred_at >= ${this.fromNow(-days)} AND b.occurred_at <= ${this.clock}`);
    if (campaign !== undefined) conditions.push(`b.campaign_id = ${this.parameters.add(campaign)}::uuid`);
    return conditions.join(' AND ');
  }

  private compareMoment(found: string, { op, value, daysFromNow = 0 }: Moment): string {
    const wanted = value === undefined ? this.fromNow(daysFromNow) : `${this.parameters.add(withZone(value))}::timestamptz`;
    return `((${found} ${SIGN[op]} ${wanted}) IS TRUE)`;
  }

  private fromNow(days: number): string {
    return momentFromNow(days, { parameters: this.parameters, clock: this.clock });
  }
}

/** Hours, because a day of make_interval is 23 or 25 hours long where the session's zone changes its clock. */
export function momentFromNow(days: number, { parameters, clock }: { readonly parameters: Parameters; readonly clock: string }): string {
  return `${clock} + make_interval(hours => ${parameters.add(days * 24)}::int)`;
}
