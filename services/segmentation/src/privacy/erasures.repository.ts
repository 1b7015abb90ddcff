import { Injectable } from '@nestjs/common';
import { ERASING_SERVICES } from '@widecast/contracts';
import type { Queryable, Transaction } from '@widecast/database';

export interface Erasure {
  readonly id: string;
  readonly contactId: string;
  readonly state: 'waiting' | 'done';
  /** Services that have not confirmed it yet. */
  readonly waitingFor: string[];
  readonly reason: string | null;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly doneAt: Date | null;
  readonly confirmations: { readonly service: string; readonly confirmedAt: string; readonly removed: Readonly<Record<string, number>> }[];
}

export interface AskedAgain {
  readonly erasureId: string;
  readonly contactId: string;
  readonly version: number;
  readonly email: string | null;
}

type Row = Omit<Erasure, 'state' | 'waitingFor'> & Readonly<Record<string, unknown>>;

const VIEW = `
  SELECT e.id, e.contact_id AS "contactId", e.reason, e.actor AS "requestedBy", e.asked_at AS "requestedAt", e.done_at AS "doneAt", (
    SELECT coalesce(json_agg(json_build_object('service', service, 'confirmedAt', to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'removed', removed) ORDER BY confirmed_at, service), '[]')
    FROM erasure_confirmations WHERE erasure_id = e.id
  ) AS confirmations FROM erasures e`;

/** The last time that it is asked for what came late: when no topic holds anything of him any more. */
const LAST = `interval '8 days'`;

/** The tables erasures and erasure_confirmations. */
@Injectable()
export class ErasuresRepository {
  async insert(tx: Transaction, { id, contactId, version, email, actor, reason }: { id: string; contactId: string; version: number; email: string | null; actor: string; reason: string | null }): Promise<void> {
    await tx.query(
      `INSERT INTO erasures (id, contact_id, version, email, actor, reason, again_at) VALUES ($1, $2, $3, $4, $5, $6, now() + interval '1 hour')`,
      [id, contactId, version, email, actor, reason]);
  }

  async find(db: Queryable, id: string): Promise<Erasure | undefined> {
    return viewOf(await db.query<Row>(`${VIEW} WHERE e.id = $1`, [id]))[0];
  }

  /** Of the contact, or one of the address that still waits. */
  async earlier(db: Queryable, { contactId, email }: { contactId: string | undefined; email: string | undefined }): Promise<Erasure | undefined> {
    return viewOf(await db.query<Row>(`${VIEW} WHERE e.contact_id = $1 OR e.email = $2`, [contactId, email]))[0];
  }

  /** The newest first. */
  async list(db: Queryable, { after, limit, open }: { after?: string | undefined; limit: number; open: boolean }): Promise<Erasure[]> {
    return viewOf(await db.query<Row>(`${VIEW} WHERE ($1::uuid IS NULL OR e.id < $1) AND (NOT $3 OR e.done_at IS NULL) ORDER BY e.id DESC LIMIT $2`, [after, limit, open]));
  }

  /** A confirmation that comes again changes nothing; the last one ends the erasure and forgets the address. */
  async confirm(tx: Transaction, { erasureId, service, removed }: { erasureId: string; service: string; removed: object }): Promise<void> {
    const known = await tx.query('SELECT FROM erasures WHERE id = $1 FOR UPDATE', [erasureId]);
    if (known.length === 0) return;
    await tx.query('INSERT INTO erasure_confirmations (erasure_id, service, removed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [erasureId, service, JSON.stringify(removed)]);
    await tx.query(
      `UPDATE erasures e SET done_at = now(), email = NULL, again_at = now() + interval '1 hour' WHERE id = $1 AND done_at IS NULL
         AND (SELECT count(*) FROM erasure_confirmations c WHERE c.erasure_id = e.id AND c.service = ANY ($2::text[])) = cardinality($2::text[])`,
      [erasureId, ERASING_SERVICES]);
  }

  /** Which are due to be asked again; another process takes others. */
  async takeDue(tx: Transaction, limit: number): Promise<AskedAgain[]> {
    return tx.query<AskedAgain & Record<string, unknown>>(
      `UPDATE erasures SET again_at = CASE WHEN done_at IS NULL THEN now() + interval '1 hour' WHEN now() < asked_at + ${LAST} THEN asked_at + ${LAST} END
       WHERE id IN (SELECT id FROM erasures WHERE again_at <= now() ORDER BY again_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id AS "erasureId", contact_id AS "contactId", version::int, email`, [limit]);
  }

  /** Seconds since the oldest that is not done was asked for; 0 where all are done. */
  async oldestOpen(db: Queryable): Promise<number> {
    const [row] = await db.query<{ seconds: number }>('SELECT coalesce(extract(epoch FROM now() - min(asked_at)), 0)::float8 AS seconds FROM erasures WHERE done_at IS NULL');
    return row?.seconds ?? 0;
  }
}

function viewOf(rows: readonly Row[]): Erasure[] {
  return rows.map((row) => {
    const confirmed = new Set(row.confirmations.map(({ service }) => service));
    return { ...row, state: row.doneAt === null ? 'waiting' : 'done', waitingFor: ERASING_SERVICES.filter((service) => !confirmed.has(service)) };
  });
}
