import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import type { AreaQuery } from './area-coverage.api.ts';
import { areaParameters, inArea, MESSAGES } from './areas.repository.ts';

/** What came of the n-th messages to people. */
export interface AnswerCounts {
  readonly touch: number;
  /** People who got so many messages, whose time to answer is over for each of these. */
  readonly contacts: number;
  readonly answered: number;
  /** Of the same people, those who had answered their first one. */
  readonly answeredFirst: number;
}

/** Messages to one contact that are looked at one by one. */
const TOUCHES = [1, 2, 3, 4, 5] as const;

/** How people answer the first message, the second … */
@Injectable()
export class AnswersRepository {
  constructor(private readonly database: Database) {}

  /**
   * An event of the type answers the last message before it, when it came within the window. Messages and events of each
   * contact are read in one order of time; of people of whom the window of the last message is still open the messages before it count.
   */
  async byTouch(query: AreaQuery): Promise<AnswerCounts[]> {
    return this.database.transaction(async (tx) => {
      await tx.query(`SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`);
      return tx.query<AnswerCounts & Record<string, unknown>>(STATEMENT, [query.response, query.window, ...areaParameters(query)]);
    });
  }
}

const touchOf = (n: number): string => `bool_or(answered) FILTER (WHERE n = ${n}) AS answered_${n}`;

// The first event after a message, if it comes before the next message, stands right behind it.
const STATEMENT = `
  WITH deeds AS (
    SELECT contact_id, settled_at AS at, true AS is_message FROM (${MESSAGES}) m WHERE settled_at IS NOT NULL
    UNION ALL SELECT contact_id, occurred_at, false FROM behaviours WHERE type = $1
  ), in_order AS (
    SELECT contact_id, at, is_message, count(*) FILTER (WHERE is_message) OVER in_time AS n, count(*) FILTER (WHERE is_message) OVER (PARTITION BY contact_id) AS messages,
      coalesce(NOT lead(is_message) OVER in_time AND lead(at) OVER in_time < at + make_interval(days => $2), false) AS answered
    FROM deeds JOIN market USING (contact_id) WHERE ${inArea(3)}
    WINDOW in_time AS (PARTITION BY contact_id ORDER BY at, is_message DESC)
  ), people AS (
    SELECT contact_id, ${TOUCHES.map(touchOf).join(', ')}
    FROM in_order WHERE is_message AND (n < messages OR at + make_interval(days => $2) <= now()) GROUP BY contact_id
  )
  SELECT touch, contacts, answered, answered_first AS "answeredFirst" FROM (
    SELECT ${TOUCHES.map((n) => `count(answered_${n})::int AS c${n}, (count(*) FILTER (WHERE answered_${n}))::int AS a${n}, (count(*) FILTER (WHERE answered_${n} IS NOT NULL AND answered_1))::int AS f${n}`).join(', ')} FROM people
  ) counted CROSS JOIN LATERAL (VALUES ${TOUCHES.map((n) => `(${n}, c${n}, a${n}, f${n})`).join(', ')}) AS v (touch, contacts, answered, answered_first)
  WHERE contacts > 0 ORDER BY touch`;
