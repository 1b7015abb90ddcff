import { Injectable } from '@nestjs/common';
import { contactUnsubscribed } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import type { LinkSubject } from '@widecast/mail';
import { Outbox, uuidv7 } from '@widecast/messaging';
import { Conflict, NotFound } from '@widecast/service-kit';
import { spellingOf } from '../addresses/address-text.ts';
import { BROKEN_ADDRESS } from '../fences/verdict.ts';
import { inRangesOf } from '../ledger/ranges.ts';
import type { Page } from '../paging/page.ts';
import { LIFTED, MADE, SuppressionNews, type SuppressionChange } from './suppression-news.ts';

export interface Suppression {
  readonly id: string;
  readonly email: string | null;
  readonly contactId: string | null;
  readonly reason: string;
  readonly createdAt: Date;
}

const COLUMNS = 'id, email, contact_id AS "contactId", reason, created_at AS "createdAt"';

/** A consent that is known to be withdrawn already is told by no later event. */
const UNSUBSCRIBE = `
  INSERT INTO suppressions AS s (id, contact_id, reason, used_email, withdrawn)
  VALUES ($1, $2, 'unsubscribed', $3, (SELECT version FROM contact_facts WHERE contact_id = $2 AND NOT advertising_consent))
  ON CONFLICT (contact_id) DO UPDATE SET used_email = coalesce(excluded.used_email, s.used_email), withdrawn = excluded.withdrawn
  RETURNING now() AS at, ${MADE}`;

const UNSUBSCRIBE_ADDRESS = `INSERT INTO suppressions AS s (id, email, reason) VALUES ($1, $2, 'unsubscribed') ON CONFLICT DO NOTHING RETURNING ${MADE}`;

/** Also of campaigns that are long over. */
const DELIVERY_OF = `
  SELECT lower(email) AS email, step FROM (
    SELECT email, step, seq FROM deliveries WHERE source_id = $1 AND contact_id = $2 AND step <> ''
    UNION ALL SELECT d.email, d.step, d.seq FROM ${inRangesOf('ARRAY[$2::uuid]')} WHERE r.source_id = $1
    UNION ALL SELECT email, step, seq FROM archived_deliveries WHERE source_id = $1 AND contact_id = $2
      AND first_seq IN (SELECT first_seq FROM ledger_archives WHERE source_id = $1 AND contacts @> ARRAY[$2::uuid])
  ) both_kinds ORDER BY seq DESC LIMIT 1`;

/** Never again: addresses and contacts that get no more promotions, and broken addresses that get nothing at all. */
@Injectable()
export class SuppressionsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly news: SuppressionNews,
  ) {}

  /** Suppresses an address; the first reason stays, but a broken address is the stronger one. */
  async add(email: string, reason: string): Promise<Suppression> {
    return await this.database.transaction(async (tx) => {
      const [row] = await tx.query<Suppression & SuppressionChange>(
        `INSERT INTO suppressions AS s (id, email, reason) VALUES ($1, $2, $3)
         ON CONFLICT (email) DO UPDATE SET reason = CASE WHEN excluded.reason = $4 THEN excluded.reason ELSE s.reason END
         RETURNING id, created_at AS "createdAt", ${MADE}`,
        [uuidv7(), email.toLowerCase(), reason, BROKEN_ADDRESS],
      );
      if (!row) throw new Error('An upsert gave no row');
      await this.news.tell(tx, [row]);
      const { version: _, ...made } = row;
      return made;
    });
  }

  /** Those that relays have told us do not exist. */
  async addBroken(tx: Transaction, emails: readonly string[]): Promise<void> {
    const unique = [...new Set(emails.map((email) => email.toLowerCase()))].toSorted();
    if (unique.length === 0) return;
    const made = await tx.query<SuppressionChange>(
      `INSERT INTO suppressions AS s (id, email, reason) SELECT id, email, $3 FROM unnest($1::uuid[], $2::text[]) AS b (id, email)
       ON CONFLICT (email) DO UPDATE SET reason = excluded.reason WHERE s.reason <> excluded.reason RETURNING ${MADE}`,
      [unique.map(() => uuidv7()), unique, BROKEN_ADDRESS],
    );
    await this.news.tell(tx, made);
  }

  /**
   * Takes a suppression of an address away, and that of the contact who has unsubscribed with it. A broken address stays
   * unless it is asked for by name. Throws {@link NotFound} and {@link Conflict}.
   */
  async remove(email: string, { broken }: { readonly broken: boolean }): Promise<Suppression[]> {
    return await this.database.transaction(async (tx) => {
      const rows = await tx.query<Suppression & Record<string, unknown>>(
        `SELECT ${COLUMNS} FROM suppressions WHERE email = $1 OR used_email = $1 ORDER BY id FOR UPDATE`, [(spellingOf(email) ?? email).toLowerCase()]);
      if (rows.length === 0) throw new NotFound('suppression of', email);
      if (!broken && rows.some(({ reason }) => reason === BROKEN_ADDRESS)) {
        throw new Conflict('A relay has said that there is no such address; where it is wrong, ask again with broken=true');
      }
      await this.news.tell(tx, await tx.query<SuppressionChange>(`DELETE FROM suppressions s WHERE id = ANY($1) RETURNING ${LIFTED}`, [rows.map(({ id }) => id)]));
      return rows;
    });
  }

  /** A person has used his link; each time is told, for he may have consented in between. Works as long as there is a database. */
  async unsubscribe({ kind, sourceId, contactId }: LinkSubject): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [delivery] = await tx.query<{ email: string; step: string }>(
        DELIVERY_OF, [sourceId, contactId],
      );
      const email = delivery?.email ? delivery.email : null;
      const [row] = await tx.query<SuppressionChange & { at: Date }>(UNSUBSCRIBE, [uuidv7(), contactId, email]);
      const address = email === null ? [] : await tx.query<SuppressionChange>(UNSUBSCRIBE_ADDRESS, [uuidv7(), email]);
      await this.news.tell(tx, [...(row ? [row] : []), ...address]);
      const source = { kind, id: sourceId, step: delivery?.step ?? '' };
      await this.outbox.append(tx, contactUnsubscribed, [{ contactId, source, at: (row?.at ?? new Date()).toISOString() }]);
    });
  }

  /** The newest first. */
  async list({ limit, after }: Page): Promise<Suppression[]> {
    return await this.database.query<Suppression & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM suppressions WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`, [limit, after ?? null]);
  }
}
