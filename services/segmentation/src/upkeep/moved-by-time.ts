import { Injectable } from '@nestjs/common';
import { columnsOf, type Transaction } from '@widecast/database';
import { compileRules, edgesOf, type Edge, type Rule } from '@widecast/rules';
import { accountTouched, bothTouched, fieldsTouched, segmentTouched, type ContactChange, type Touched } from '../membership/contact-change.ts';

export interface TimedSegment {
  readonly id: string;
  readonly rule: Rule;
  readonly since: string;
  readonly until: string;
}

// An event may be committed after we looked for it and have left its window before the look: each turn looks at the end of
// the turn before once more. No transaction lasts as long.
const LATEST_COMMIT = `interval '1 minute'`;

/** Finds the contacts of whom an event or a date has passed a moment that a rule names relative to now. */
@Injectable()
export class MovedByTime {
  /** By events: a look into an index. */
  async byBehaviour(tx: Transaction, { id, rule, since, until }: TimedSegment): Promise<ContactChange> {
    const edges = edgesOf(rule).filter((edge) => edge.kind === 'behaviour');
    const rows = await tx.query<{ id: string }>(
      `SELECT DISTINCT b.contact_id AS id FROM unnest($1::text[], $2::int[]) AS e (type, hours)
       JOIN behaviour_events b ON b.type = e.type
         AND b.occurred_at >= $3::timestamptz - ${LATEST_COMMIT} + make_interval(hours => e.hours) AND b.occurred_at < $4::timestamptz + make_interval(hours => e.hours)`,
      [...columnsOf(edges, ({ type }) => type, ({ days }) => days * 24), since, until],
    );
    return { contactIds: rows.map((row) => row.id), touches: segmentTouched(id) };
  }

  /** By dates in fields: one look at all contacts, for all the rules that have such. */
  async byFields(tx: Transaction, segments: readonly TimedSegment[]): Promise<ContactChange[]> {
    const edges = segments.flatMap(({ rule }) => edgesOf(rule)).filter((edge) => edge.kind === 'field');
    const [first] = segments.toSorted((one, other) => (one.since < other.since ? -1 : 1));
    if (edges.length === 0 || !first) return [];
    const rules = [...new Map(edges.map((edge) => [JSON.stringify(edge), ruleOf(edge)])).values()];
    const before = compileRules(rules, { firstParameter: 3, clock: `($1::timestamptz - ${LATEST_COMMIT})` });
    const after = compileRules(rules, { firstParameter: 3 + before.parameters.length, clock: '$2::timestamptz' });
    const moved = before.conditions.map((condition, n) => `${condition} <> ${after.conditions[n]}`);
    const rows = await tx.query<{ id: string }>(
      `SELECT c.id FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id WHERE ${moved.join(' OR ')}`,
      [first.since, first.until, ...before.parameters, ...after.parameters],
    );
    return [{ contactIds: rows.map(({ id }) => id), touches: touchedBy(edges.map(({ field }) => field)) }];
  }
}

/** Fields of accounts have two spellings, and go by that of the account. */
function touchedBy(fields: readonly string[]): Touched {
  return fields.some((field) => field.startsWith('account.')) ? bothTouched(fieldsTouched(fields), accountTouched) : fieldsTouched(fields);
}

const ruleOf = ({ field, days }: Extract<Edge, { kind: 'field' }>): Rule => ({ field, op: 'gte', daysFromNow: days });
