import { Injectable } from '@nestjs/common';
import { idArray, type Queryable, type Transaction } from '@widecast/database';
import type { ContactChange } from './contact-change.ts';

/** The longest list of contacts in one row, and about how many are taken at once. */
const BATCH = 2000;

interface Waiting extends ContactChange {
  readonly id: string;
}

/** Changes that wait for the rules: the table segment_work. Writers only append, so that they never wait for each other. */
@Injectable()
export class ChangeQueue {
  async append(tx: Transaction, changes: readonly ContactChange[]): Promise<void> {
    const rows = changes.flatMap(({ contactIds, touches }) => piecesOf(contactIds).map((piece) => ({ piece, touches })));
    for (const { piece, touches } of rows) {
      await tx.query('INSERT INTO segment_work (contact_ids, contacts, touches) VALUES ($1, $2, $3)', [idArray(piece), piece.length, JSON.stringify(touches)]);
    }
  }

  /** The oldest changes, of a few thousand contacts; another process that takes some waits until this transaction ends. */
  async take(tx: Transaction): Promise<ContactChange[]> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast segment work'))`);
    return tx.query<Waiting>(
      `DELETE FROM segment_work WHERE id <= (
         SELECT max(id) FROM (SELECT id, sum(contacts) OVER (ORDER BY id) - contacts AS before FROM (SELECT id, contacts FROM segment_work ORDER BY id LIMIT ${BATCH}) oldest) counted
         WHERE before < ${BATCH})
       RETURNING id, contact_ids::text[] AS "contactIds", touches`,
    );
  }

  /** How many contacts wait, one that changed twice twice, and how long the oldest has waited, in seconds. */
  async backlog(db: Queryable): Promise<{ readonly contacts: number; readonly seconds: number }> {
    const [row] = await db.query<{ contacts: number; seconds: number }>(
      `SELECT coalesce(sum(contacts), 0)::int AS contacts, coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0)::float8 AS seconds FROM segment_work`,
    );
    return row ?? { contacts: 0, seconds: 0 };
  }
}

function piecesOf(contactIds: readonly string[]): (readonly string[])[] {
  return Array.from({ length: Math.ceil(contactIds.length / BATCH) }, (_, n) => contactIds.slice(n * BATCH, (n + 1) * BATCH));
}
