import { Injectable } from '@nestjs/common';
import { prepared, type Queryable, type Transaction } from '@widecast/database';
import type { SourceKind } from '../ledger/delivery.ts';

/** Deliveries of one source that wait to be claimed. */
export interface Work {
  readonly id: string;
  readonly kind: SourceKind;
  readonly seqs: readonly number[];
  /** They were put off or given back before. */
  readonly isAgain: boolean;
}

type Source = Pick<Work, 'id' | 'kind'>;

/** While no relay can be used, what goes by other channels goes on. */
export type Reach = 'everything' | 'channels';

const within = (reach: Reach): string => (reach === 'channels' ? 'AND channel_id IS NOT NULL' : '');

/** Among equals a lottery (Waldspurger and Weihl 1994): the first of exponential variables with these rates falls to each in proportion to its weight. */
const LOTTERY = '-ln(1 - random()) / weight';

/**
 * Tickets before funnels before campaigns; among equals by chance and weight, so that none waits for another's end. Jumps from
 * source to source over the index: one of a paused campaign costs one step, however many of its deliveries are due.
 */
const sourcesWithRedos = (reach: Reach): string => `
  WITH RECURSIVE noted AS (
    (SELECT source_id FROM redos ORDER BY source_id LIMIT 1)
    UNION ALL
    SELECT (SELECT r.source_id FROM redos r WHERE r.source_id > n.source_id ORDER BY r.source_id LIMIT 1) FROM noted n WHERE n.source_id IS NOT NULL
  )
  SELECT s.id, s.kind FROM noted n JOIN sources s ON s.id = n.source_id
  WHERE s.state IN ('open', 'closing') ${within(reach)} AND EXISTS (SELECT FROM redos r WHERE r.source_id = s.id AND r.due_at <= now())`;

const sourceWithRedos = (reach: Reach): string => prepared(`${sourcesWithRedos(reach)} ORDER BY kind DESC, ${LOTTERY} LIMIT 1`);

/** An array, not a join: where the planner takes the table for empty, a join looks for all of them again for each. */
export const TAKE_REDOS = `
  DELETE FROM redos WHERE source_id = $1 AND seq = ANY (ARRAY(
    SELECT seq FROM redos WHERE source_id = $1 AND due_at <= now() ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
  )) RETURNING seq`;

const hasNew = (reach: Reach): string => `cursor < next_seq AND state IN ('open', 'closing') ${within(reach)}`;

/** Each ticket is a source of its own, and there may be thousands: the lottery is among the oldest of them. */
const TICKETS = 100;

/** Of the most urgent kind; the others are not looked at. */
export const nextSource = (reach: Reach): string => `
  WITH urgent AS MATERIALIZED (
    SELECT kind FROM sources WHERE ${hasNew(reach)} ORDER BY kind DESC LIMIT 1
  ), drawn AS MATERIALIZED (
    SELECT id FROM (
      SELECT id, weight FROM sources WHERE ${hasNew(reach)} AND kind = (SELECT kind FROM urgent)
      ORDER BY id LIMIT (SELECT CASE WHEN kind = 'ticket' THEN ${TICKETS} END FROM urgent)) equals
    ORDER BY ${LOTTERY} LIMIT 1
  )
  SELECT id, kind, cursor, least(next_seq, cursor + $1) AS until FROM sources WHERE id = (SELECT id FROM drawn) AND ${hasNew(reach)} FOR UPDATE`;

const isEmpty = (reach: Reach): string => prepared(`
  SELECT NOT EXISTS (SELECT FROM sources WHERE ${hasNew(reach)}) AND NOT EXISTS (${sourcesWithRedos(reach)}) AS empty`);

interface Demand {
  /** Deliveries at most. */
  readonly limit: number;
  readonly reach: Reach;
}

/** What is to be sent next: what has waited for its second time before what is new, but never before something more urgent. */
@Injectable()
export class Queue {
  /** One statement, cheap where there is nothing. */
  async isEmpty(database: Queryable, reach: Reach): Promise<boolean> {
    const [row] = await database.query<{ empty: boolean }>(isEmpty(reach));
    return row?.empty === true;
  }

  /** Takes deliveries off the queue. */
  async take(tx: Transaction, demand: Demand): Promise<Work | undefined> {
    const { limit, reach } = demand;
    const [again] = await tx.query<Source & Record<string, unknown>>(sourceWithRedos(reach));
    // The kinds sort by their urgency: ticket, message, funnel, campaign.
    if (again?.kind === 'ticket') return (await redosOf(tx, again, limit)) ?? (await newOf(tx, demand));
    const fresh = await newOf(tx, demand, again?.kind);
    return fresh ?? (again && (await redosOf(tx, again, limit))) ?? (await newOf(tx, demand));
  }
}

async function redosOf(tx: Transaction, { id, kind }: Source, limit: number): Promise<Work | undefined> {
  const rows = await tx.query<{ seq: number }>(TAKE_REDOS, [id, limit]);
  return rows.length === 0 ? undefined : { id, kind, seqs: rows.map(({ seq }) => seq), isAgain: true };
}

/** Moves the cursor of a source; where `above` is given, of one that is more urgent. */
async function newOf(tx: Transaction, { limit, reach }: Demand, above?: SourceKind): Promise<Work | undefined> {
  const [source] = await tx.query<Source & { cursor: number; until: number }>(nextSource(reach), [limit]);
  if (!source || (above !== undefined && source.kind <= above)) return undefined;
  const { id, kind, cursor, until } = source;
  await tx.post('UPDATE sources SET cursor = $2 WHERE id = $1', [id, until]);
  return { id, kind, seqs: Array.from({ length: until - cursor }, (_, at) => cursor + at), isAgain: false };
}
