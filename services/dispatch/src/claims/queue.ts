import { Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
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

/**
 * Tickets before funnels before campaigns; among equals by chance, so that none waits for another's end. Jumps from source
 * to source over the index: one of a paused campaign costs one step, however many of its deliveries are due.
 */
const SOURCES_WITH_REDOS = `
  WITH RECURSIVE noted AS (
    (SELECT source_id FROM redos ORDER BY source_id LIMIT 1)
    UNION ALL
    SELECT (SELECT r.source_id FROM redos r WHERE r.source_id > n.source_id ORDER BY r.source_id LIMIT 1) FROM noted n WHERE n.source_id IS NOT NULL
  )
  SELECT s.id, s.kind FROM noted n JOIN sources s ON s.id = n.source_id
  WHERE s.state IN ('open', 'closing') AND EXISTS (SELECT FROM redos r WHERE r.source_id = s.id AND r.due_at <= now())`;

const SOURCE_WITH_REDOS = `${SOURCES_WITH_REDOS} ORDER BY s.kind DESC, random() LIMIT 1`;

const TAKE_REDOS = `
  DELETE FROM redos WHERE source_id = $1 AND seq IN (
    SELECT seq FROM redos WHERE source_id = $1 AND due_at <= now() ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
  ) RETURNING seq`;

const HAS_NEW = "cursor < next_seq AND state IN ('open', 'closing')";

const NEXT_SOURCE = `
  SELECT id, kind, cursor, least(next_seq, cursor + $1) AS until FROM sources
  WHERE ${HAS_NEW} ORDER BY kind DESC, random() LIMIT 1 FOR UPDATE`;

const IS_EMPTY = `
  SELECT NOT EXISTS (SELECT FROM sources WHERE ${HAS_NEW}) AND NOT EXISTS (${SOURCES_WITH_REDOS}) AS empty`;

/** What is to be sent next: what has waited for its second time before what is new, but never before something more urgent. */
@Injectable()
export class Queue {
  /** One statement, cheap where there is nothing. */
  async isEmpty(database: Queryable): Promise<boolean> {
    const [row] = await database.query<{ empty: boolean }>(IS_EMPTY);
    return row?.empty === true;
  }

  /** Takes at most so many deliveries off the queue. */
  async take(tx: Transaction, limit: number): Promise<Work | undefined> {
    const [again] = await tx.query<Source & Record<string, unknown>>(SOURCE_WITH_REDOS);
    // The kinds sort by their urgency: ticket, funnel, campaign.
    if (again?.kind === 'ticket') return (await redosOf(tx, again, limit)) ?? (await newOf(tx, limit));
    const fresh = await newOf(tx, limit, again?.kind);
    return fresh ?? (again && (await redosOf(tx, again, limit))) ?? (await newOf(tx, limit));
  }
}

async function redosOf(tx: Transaction, { id, kind }: Source, limit: number): Promise<Work | undefined> {
  const rows = await tx.query<{ seq: number }>(TAKE_REDOS, [id, limit]);
  return rows.length === 0 ? undefined : { id, kind, seqs: rows.map(({ seq }) => seq), isAgain: true };
}

/** Moves the cursor of a source; where `above` is given, of one that is more urgent. */
async function newOf(tx: Transaction, limit: number, above?: SourceKind): Promise<Work | undefined> {
  const [source] = await tx.query<Source & { cursor: number; until: number }>(NEXT_SOURCE, [limit]);
  if (!source || (above !== undefined && source.kind <= above)) return undefined;
  const { id, kind, cursor, until } = source;
  await tx.query('UPDATE sources SET cursor = $2 WHERE id = $1', [id, until]);
  return { id, kind, seqs: Array.from({ length: until - cursor }, (_, at) => cursor + at), isAgain: false };
}
