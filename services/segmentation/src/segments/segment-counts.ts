import { Injectable } from '@nestjs/common';
import { isStatementTimeout, type Transaction } from '@widecast/database';
import { compileRules, type Rule } from '@widecast/rules';
import { Invalid } from '@widecast/service-kit';
import { BehaviourTotalsRepository } from '../behaviour/behaviour-totals.repository.ts';

/** Up to so many contacts are counted one by one. */
const COUNTED = 100_000;
/** About so many are looked at where there are more. */
const SAMPLE = 16_000;
/** Shares that can be drawn: the index contacts_sample holds a sixteenth of the contacts, in 256 parts. */
const PARTS = 4096;
/** 95 % of a normal distribution lie within so many standard deviations. */
const Z = 1.96;

/** Seconds. */
const PATIENCE = 20;

/** How many contacts meet a rule: `low` and `high` are the 95 % interval, and equal the count where it is exact. */
export interface SegmentCount {
  readonly count: number;
  readonly exact: boolean;
  readonly low: number;
  readonly high: number;
}

/** Counts while a rule is edited: exactly where that is quick, else from a part of the contacts drawn by the random end of their ids. */
@Injectable()
export class SegmentCounts {
  constructor(private readonly totals: BehaviourTotalsRepository) {}

  /** Throws {@link Invalid} where it takes too long. */
  async count(tx: Transaction, rule: Rule): Promise<SegmentCount> {
    await tx.query(`SELECT set_config('statement_timeout', '${PATIENCE}s', true)`);
    try {
      return await this.countIn(tx, rule);
    } catch (error) {
      throw isStatementTimeout(error) ? tooDear() : error;
    }
  }

  private async countIn(tx: Transaction, rule: Rule): Promise<SegmentCount> {
    const [size] = await tx.query<{ known: number; isMore: boolean }>(
      `SELECT greatest(reltuples, 0)::float8 AS known, (SELECT count(*) > ${COUNTED} FROM (SELECT FROM contacts LIMIT ${COUNTED + 1}) first) AS "isMore"
       FROM pg_class WHERE oid = 'contacts'::regclass`,
    );
    if (size?.isMore !== true) return this.all(tx, rule);
    const parts = Math.min(Math.max(Math.round((PARTS * SAMPLE) / Math.max(size.known, COUNTED)), 1), 256);
    return estimate(await this.sampled(tx, rule, parts), parts / PARTS);
  }

  private async all(tx: Transaction, rule: Rule): Promise<SegmentCount> {
    const { joins, conditions, parameters } = compileRules([rule], { reach: 'all', totals: await this.totals.known(tx), attributes: 'cheapest' });
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id ${joins} WHERE ${conditions.join()}`, parameters,
    );
    const count = row?.count ?? 0;
    return { count, exact: true, low: count, high: count };
  }

  private async sampled(tx: Transaction, rule: Rule, parts: number): Promise<number> {
    const { joins, conditions, parameters } = compileRules([rule], { firstParameter: 2, totals: await this.totals.known(tx), attributes: 'cheapest' });
    await tx.query(`SELECT set_config('jit', 'off', true)`);
    const [row] = await tx.query<{ met: number }>(
      `SELECT count(*) FILTER (WHERE ${conditions.join()})::int AS met
       FROM (SELECT * FROM contacts WHERE get_byte(uuid_send(id), 15) < 16 AND get_byte(uuid_send(id), 14) < $1) c
       LEFT JOIN accounts a ON a.id = c.account_id ${joins}`,
      [parts, ...parameters],
    );
    return row?.met ?? 0;
  }
}

const tooDear = (): Invalid => new Invalid(`The rule takes more than ${PATIENCE} s to count`, [
  { field: 'body.rule', message: 'use fewer conditions that look into long texts; put what they look for into an attribute of its own' },
]);

/** Each contact is drawn with the same probability, so the number drawn of those who meet the rule is binomial; the interval is Wilson's for rare events. */
export function estimate(met: number, share: number): SegmentCount {
  const middle = met + Z ** 2 / 2;
  const half = Z * Math.sqrt(met * (1 - share) + Z ** 2 / 4);
  return { count: Math.round(met / share), exact: false, low: Math.max(met, Math.floor((middle - half) / share)), high: Math.ceil((middle + half) / share) };
}
