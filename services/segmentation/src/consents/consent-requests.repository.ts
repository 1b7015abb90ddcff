import { Injectable } from '@nestjs/common';
import type { ConsentPurpose } from '@widecast/contracts';
import type { Queryable, Transaction } from '@widecast/database';

/** A consent that is to be confirmed by a link. */
export interface ConsentRequest {
  readonly id: string;
  readonly contactId: string;
  readonly purpose: ConsentPurpose;
  readonly wording: string | null;
  readonly source: string;
  readonly templateId: string;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly remindedAt: Date | null;
  readonly confirmedAt: Date | null;
  /** It can still be confirmed. */
  readonly open: boolean;
}

export interface NewRequest extends Pick<ConsentRequest, 'id' | 'contactId' | 'purpose' | 'wording' | 'source' | 'templateId'> {
  readonly actor: string;
  readonly expiresInHours: number;
  /** Null: nobody is reminded by himself. */
  readonly remindAfterHours: number | null;
}

type Row = ConsentRequest & Readonly<Record<string, unknown>>;

/** Not confirmed, not expired, and the contact has said nothing about it since. */
export const OPEN = `r.confirmed_at IS NULL AND r.expires_at > now() AND NOT EXISTS (
  SELECT FROM consents k WHERE k.contact_id = r.contact_id AND k.purpose = r.purpose AND k.recorded_at > r.asked_at)`;

const COLUMNS = `r.id, r.contact_id AS "contactId", r.purpose, r.wording, r.source, r.template_id AS "templateId", r.asked_at AS "askedAt", r.expires_at AS "expiresAt",
  r.reminded_at AS "remindedAt", r.confirmed_at AS "confirmedAt", (${OPEN}) AS open`;

/** The table consent_requests. */
@Injectable()
export class ConsentRequestsRepository {
  async insert(tx: Transaction, { id, contactId, purpose, wording, source, templateId, actor, expiresInHours, remindAfterHours }: NewRequest): Promise<void> {
    await tx.query(
      `INSERT INTO consent_requests (id, contact_id, purpose, wording, source, template_id, actor, expires_at, remind_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(hours => $8), now() + make_interval(hours => $9::int))`,
      [id, contactId, purpose, wording, source, templateId, actor, expiresInHours, remindAfterHours],
    );
  }

  async find(db: Queryable, id: string): Promise<ConsentRequest | undefined> {
    return (await db.query<Row>(`SELECT ${COLUMNS} FROM consent_requests r WHERE id = $1`, [id]))[0];
  }

  /** The contact is held, so that of two who ask the second finds what the first has asked. */
  async openOf(tx: Transaction, contactId: string, purpose: ConsentPurpose): Promise<ConsentRequest | undefined> {
    return (await tx.query<Row>(`SELECT ${COLUMNS} FROM consent_requests r WHERE contact_id = $1 AND purpose = $2 AND ${OPEN}`, [contactId, purpose]))[0];
  }

  /** Undefined where a reminder went out before, or there is nothing to remind of. */
  async noteReminder(tx: Transaction, id: string): Promise<ConsentRequest | undefined> {
    return (await tx.query<Row>(`UPDATE consent_requests r SET reminded_at = now() WHERE id = $1 AND reminded_at IS NULL AND ${OPEN} RETURNING ${COLUMNS}`, [id]))[0];
  }

  async noteConfirmation(tx: Transaction, id: string): Promise<void> {
    await tx.query('UPDATE consent_requests SET confirmed_at = now() WHERE id = $1', [id]);
  }

  async unconfirmed(db: Queryable): Promise<{ waiting: number; expired: number }> {
    const [row] = await db.query<{ waiting: number; expired: number }>(
      'SELECT count(*) FILTER (WHERE expires_at > now())::int AS waiting, count(*) FILTER (WHERE expires_at <= now())::int AS expired FROM consent_requests WHERE confirmed_at IS NULL');
    return row ?? { waiting: 0, expired: 0 };
  }

  /** Whose reminder is due; another process takes others. */
  async due(tx: Transaction, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM consent_requests r WHERE remind_at <= now() AND reminded_at IS NULL AND ${OPEN} ORDER BY remind_at LIMIT $1 FOR UPDATE OF r SKIP LOCKED`, [limit]);
    return rows.map(({ id }) => id);
  }
}
