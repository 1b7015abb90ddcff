import { Injectable } from '@nestjs/common';
import { leftOutReason } from '@widecast/contracts';
import { Database } from '@widecast/database';
import type { AreaQuery, Dimension } from './area-coverage.api.ts';

/** What is counted of one area. */
export interface AreaCounts {
  /** By dimension; null where nobody told. */
  readonly area: Readonly<Partial<Record<Dimension, string | null>>>;
  /** Of this row all areas are counted together. */
  readonly isTotal: boolean;
  /** Areas there are. */
  readonly areas: number;
  readonly accounts: number;
  readonly accountsTouched: number;
  readonly contacts: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly reachable: number;
  readonly touched: number;
  readonly touchedLately: number;
  readonly touchedLeftOut: number;
  readonly messages: number;
  /** Reachable contacts by the number of messages they accepted: none, one … five or more. */
  readonly depth: readonly number[];
}

export const REASONS = leftOutReason.options;
const DEEPEST = 5;

/** Mass messages that were accepted, with the people they went to. */
export const MESSAGES = `
  SELECT contact_id, settled_at FROM campaign_contacts WHERE state = 'accepted' UNION ALL SELECT contact_id, settled_at FROM funnel_messages WHERE state = 'accepted'`;

/** The condition on `market` that a contact belongs to the area that was asked for; `from` is the first of its three parameters. */
export const inArea = (from: number): string =>
  `NOT gone AND ${(['region', 'industry', 'tier'] as const).map((name, n) => `($${from + n}::text IS NULL OR coalesce(${name}, '') = $${from + n})`).join(' AND ')}`;
export const areaParameters = ({ region, industry, tier }: AreaQuery): unknown[] => [region ?? null, industry ?? null, tier ?? null];

const DEPTHS = Array.from({ length: DEEPEST + 1 }, (_, n) => n);

/** The market by areas, from one look at every contact and every message. */
@Injectable()
export class AreasRepository {
  constructor(private readonly database: Database) {}

  /** The total, and the areas with the most reachable contacts. An account with people in several areas counts in each. */
  async counts(query: AreaQuery): Promise<AreaCounts[]> {
    return this.database.transaction(async (tx) => {
      await tx.query(`SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true), set_config('max_parallel_workers_per_gather', '0', true)`);
      return tx.query<AreaCounts & Record<string, unknown>>(statement(query.by), [query.days, query.limit, ...areaParameters(query)]);
    });
  }
}

const sumOf = (condition: string, figure = 'people'): string => `coalesce(sum(${figure}) FILTER (WHERE ${condition}), 0)::int`;

/** People who are alike are counted first, and so are accounts, so that the many figures are sums of few rows. Parallel workers would each read all messages. */
function statement(by: readonly Dimension[]): string {
  const [names, keys] = [by.map((name) => `${name}, `).join(''), by.map((_, n) => `${n + 1}, `).join('')];
  const last = by.length;
  return `
    WITH worked AS (
      SELECT contact_id, count(*)::int AS touches, max(settled_at) AS last FROM (${MESSAGES}) m GROUP BY contact_id
    ), alike AS MATERIALIZED (
      SELECT ${names}account_id, left_out AS reason,
        least(coalesce(touches, 0), ${DEEPEST}) AS depth, coalesce(last >= now() - make_interval(days => $1), false) AS lately, count(*)::int AS people, coalesce(sum(touches), 0)::int AS messages
      FROM market LEFT JOIN worked USING (contact_id) WHERE ${inArea(3)} GROUP BY ${keys}${[1, 2, 3, 4].map((n) => last + n).join(', ')}
    ), owners AS MATERIALIZED (
      SELECT ${names}account_id, max(depth) > 0 AS touched FROM alike WHERE account_id IS NOT NULL GROUP BY ${keys}${last + 1}
    ), parts AS (
      SELECT ${names}reason, depth, lately, sum(people)::int AS people, sum(messages)::int AS messages, 0 AS accounts, 0 AS worked FROM alike GROUP BY ${keys}${[1, 2, 3].map((n) => last + n).join(', ')}
      UNION ALL SELECT ${names}NULL, 0, false, 0, 0, count(*)::int, (count(*) FILTER (WHERE touched))::int FROM owners${last > 0 ? ` GROUP BY ${by.join(', ')}` : ''}
    ), areas AS (
      SELECT ${names}${last > 0 ? `grouping(${by[0]}) = 1` : 'true'} AS is_total, ${sumOf('true', 'accounts')} AS accounts, ${sumOf('true', 'worked')} AS worked, ${sumOf('true')} AS contacts,
        ${sumOf('reason IS NULL')} AS reachable, ${sumOf('reason IS NULL AND depth > 0')} AS touched, ${sumOf('reason IS NULL AND lately')} AS lately,
        ${sumOf('reason IS NOT NULL AND depth > 0')} AS touched_left_out, ${sumOf('true', 'messages')} AS messages,
        ARRAY[${DEPTHS.map((n) => sumOf(`reason IS NULL AND depth = ${n}`)).join(', ')}] AS depth,
        jsonb_build_object(${REASONS.map((reason) => `'${reason}', ${sumOf(`reason = '${reason}'`)}`).join(', ')}) AS left_out
      FROM parts GROUP BY GROUPING SETS (${last > 0 ? `(${by.join(', ')}), ` : ''}())
    )
    SELECT jsonb_build_object(${by.map((name) => `'${name}', ${name}`).join(', ')}) AS area, is_total AS "isTotal", (SELECT count(*)::int FROM areas WHERE NOT is_total) AS areas,
      CASE WHEN is_total THEN (SELECT count(DISTINCT account_id)::int FROM owners) ELSE accounts END AS accounts,
      CASE WHEN is_total THEN (SELECT count(DISTINCT account_id)::int FROM owners WHERE touched) ELSE worked END AS "accountsTouched",
      contacts, reachable, touched, lately AS "touchedLately", touched_left_out AS "touchedLeftOut", messages, depth, left_out AS "leftOut"
    FROM areas ORDER BY is_total DESC, reachable DESC${by.map((name) => `, ${name}`).join('')} LIMIT $2 + 1`;
}
