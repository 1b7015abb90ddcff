import type { BehaviourRule, CountOperator, Moment } from './behaviour-rule.ts';
import { withZone } from './instant.ts';
import type { Parameters } from './parameters.ts';

/** Whether rules are judged for some contacts or for all there are. */
export type Reach = 'some' | 'all';

/** Whether there are totals of events that were let go. */
export type Totals = 'none' | 'some';

interface Sources {
  /** SQL for the present moment. */
  readonly clock: string;
  readonly reach: Reach;
  readonly totals: Totals;
}

interface Fact {
  readonly name: string;
  /** Which events count. */
  readonly where: string;
  /** Which row of behaviour_totals, as `t`, tells of the events that were let go; null where a window begins after them, or there are none. */
  readonly kept: string | null;
}

const SIGN: Readonly<Record<CountOperator, string>> = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' };
const AGGREGATES = { n: 'count(*)', s: 'sum(b.value)', f: 'min(b.occurred_at)', l: 'max(b.occurred_at)' } as const;

type Aggregate = keyof typeof AGGREGATES;

/** The column of behaviour_totals for each aggregate, and what joins it with that of the events that there are. */
const TOTALS: Readonly<Record<Aggregate, string>> = { n: 'times', s: 'value', f: 'first_at', l: 'last_at' };
const BOTH: Readonly<Record<Aggregate, (events: string, totals: string) => string>> = {
  n: addition, s: addition, f: (events, totals) => `least(${events}, ${totals})`, l: (events, totals) => `greatest(${events}, ${totals})`,
};

/**
 * What rules ask of behaviour, each question once for all rules. For some contacts one look-up each gathers the answers;
 * for all contacts the events of a question are grouped once and joined, which spills to disk where a hashed IN would not.
 * A question without a window is answered by the events that there are and the totals of those that are not kept any more.
 */
export class BehaviourFacts {
  private readonly facts = new Map<string, Fact>();
  private readonly aggregates = new Set<string>();
  private readonly types = new Map<string, string>();

  constructor(
    private readonly parameters: Parameters,
    private readonly sources: Sources,
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
    const fact = this.factOf(rule);
    if (rule.first) return this.answer(fact, 'f');
    if (rule.last) return this.answer(fact, 'l');
    return `coalesce(${this.answer(fact, rule.sum ? 's' : 'n')}, 0)`;
  }

  joins(): string {
    const facts = [...this.facts.values()];
    if (facts.length === 0) return '';
    if (this.sources.reach === 'all') return facts.map((fact) => this.grouped(fact)).join(' ');
    const answers = facts.flatMap(({ name, where }) => this.wanted(name).map((one) => `${AGGREGATES[one]} FILTER (WHERE ${where}) AS ${name}_${one}`));
    const types = [...this.types.values()].map((type) => `${type}::text`).join(', ');
    // The type is hidden from the planner: of a type that is young it expects few events, and would read all of them for each contact.
    const deeds = `LEFT JOIN LATERAL (SELECT ${answers.join(', ')} FROM behaviour_events b WHERE b.contact_id = c.id AND b.type || '' = ANY (ARRAY[${types}])) deeds ON true`;
    const totals = facts.flatMap(({ name, kept }) => (kept === null ? [] : this.wanted(name).map((one) => `max(t.${TOTALS[one]}) FILTER (WHERE ${kept}) AS ${name}_${one}`)));
    return totals.length === 0 ? deeds : `${deeds} LEFT JOIN LATERAL (SELECT ${totals.join(', ')} FROM behaviour_totals t WHERE t.contact_id = c.id) totals ON true`;
  }

  private grouped({ name, where, kept }: Fact): string {
    const answers = this.wanted(name).map((one) => `${AGGREGATES[one]} AS ${name}_${one}`);
    const deeds = `LEFT JOIN (SELECT b.contact_id, ${answers.join(', ')} FROM behaviour_events b WHERE ${where} GROUP BY b.contact_id) ${name} ON ${name}.contact_id = c.id`;
    return kept === null ? deeds : `${deeds} LEFT JOIN (SELECT * FROM behaviour_totals t WHERE ${kept}) ${name}_totals ON ${name}_totals.contact_id = c.id`;
  }

  private wanted(name: string): Aggregate[] {
    return (['n', 's', 'f', 'l'] as const).filter((one) => this.aggregates.has(`${name}_${one}`));
  }

  private answer({ name, kept }: Fact, aggregate: Aggregate): string {
    this.aggregates.add(`${name}_${aggregate}`);
    const events = `${this.sources.reach === 'all' ? name : 'deeds'}.${name}_${aggregate}`;
    if (kept === null) return events;
    return BOTH[aggregate](events, this.sources.reach === 'all' ? `${name}_totals.${TOTALS[aggregate]}` : `totals.${name}_${aggregate}`);
  }

  private factOf({ behaviour, within, campaign }: BehaviourRule): Fact {
    const key = JSON.stringify([behaviour, within?.days, campaign]);
    const known = this.facts.get(key);
    if (known) return known;
    const fact = { name: `b${this.facts.size}`, ...this.sourcesOf(behaviour, within?.days, campaign) };
    this.facts.set(key, fact);
    return fact;
  }

  private sourcesOf(behaviour: string, days: number | undefined, campaign: string | undefined): Omit<Fact, 'name'> {
    const type = this.types.get(behaviour) ?? this.parameters.add(behaviour);
    this.types.set(behaviour, type);
    const conditions = [`b.type = ${type}::text`];
    if (days !== undefined) conditions.push(`b.occurred_at >= ${this.fromNow(-days)} AND b.occurred_at <= ${this.sources.clock}`);
    const cause = campaign === undefined ? null : `${this.parameters.add(campaign)}::uuid`;
    if (cause !== null) conditions.push(`b.campaign_id = ${cause}`);
    const kept = `t.type = ${type}::text AND t.campaign_id ${cause === null ? 'IS NULL' : `= ${cause}`}`;
    return { where: conditions.join(' AND '), kept: days === undefined && this.sources.totals === 'some' ? kept : null };
  }

  private compareMoment(found: string, { op, value, daysFromNow = 0 }: Moment): string {
    const wanted = value === undefined ? this.fromNow(daysFromNow) : `${this.parameters.add(withZone(value))}::timestamptz`;
    return `((${found} ${SIGN[op]} ${wanted}) IS TRUE)`;
  }

  private fromNow(days: number): string {
    return momentFromNow(days, { parameters: this.parameters, clock: this.sources.clock });
  }
}

/** Hours, because a day of make_interval is 23 or 25 hours long where the session's zone changes its clock. */
export function momentFromNow(days: number, { parameters, clock }: { readonly parameters: Parameters; readonly clock: string }): string {
  return `${clock} + make_interval(hours => ${parameters.add(days * 24)}::int)`;
}

function addition(events: string, totals: string): string {
  return `coalesce(${events}, 0) + coalesce(${totals}, 0)`;
}
