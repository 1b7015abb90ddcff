import { Injectable } from '@nestjs/common';
import type { MergeFields } from '@widecast/contracts';
import { Database, type Queryable, type Transaction } from '@widecast/database';
import type { Actor } from '@widecast/service-kit';
import type { Page } from '../paging/page.ts';
import { digestOf, type MessageView, type NewMessage } from './message.ts';

const VIEW = `
  SELECT m.id, m.idempotency_key AS "idempotencyKey", m.template_id AS "templateId", CASE WHEN m.email IS NULL THEN m.contact_id END AS "contactId",
         coalesce(nullif(d.email, ''), m.email) AS email, coalesce(d.state::text, 'awaiting_address') AS state, d.reason, coalesce(d.attempt, 0) AS attempt, d.mark, m.expires_at AS "expiresAt",
         m.actor_name AS "requestedBy", m.created_at AS "createdAt", coalesce(d.updated_at, m.created_at) AS "updatedAt"
  FROM messages m LEFT JOIN deliveries d ON d.source_id = m.source_id AND d.contact_id = m.contact_id AND d.step = m.id::text AND d.step <> ''`;

/** Owns the table messages. */
@Injectable()
export class MessagesRepository {
  constructor(private readonly database: Database) {}

  /** False where the key is taken; whoever else takes it at this moment is waited for. */
  async insert(tx: Transaction, id: string, message: NewMessage, { contactId, sourceId, actor }: { contactId: string; sourceId: string; actor: Actor }): Promise<boolean> {
    const { idempotencyKey, templateId, to, fields, timeToLiveSeconds } = message;
    const rows = await tx.query(
      `INSERT INTO messages (id, idempotency_key, digest, template_id, contact_id, email, fields, source_id, actor_id, actor_name, expires_at, look_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, expires_at, expires_at FROM (SELECT now() + make_interval(secs => $11) AS expires_at) t ON CONFLICT (idempotency_key) DO NOTHING RETURNING id`,
      [id, idempotencyKey, digestOf(message), templateId, contactId, 'email' in to ? to.email : null, 'email' in to ? null : JSON.stringify(fields), sourceId, actor.id, actor.name, timeToLiveSeconds],
    );
    return rows.length > 0;
  }

  async byKey(key: string): Promise<{ readonly id: string; readonly digest: Buffer } | undefined> {
    const [row] = await this.database.query<{ id: string; digest: Buffer }>('SELECT id, digest FROM messages WHERE idempotency_key = $1', [key]);
    return row;
  }

  /** The source of the ledger that it is in. */
  async sourceOf(id: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ sourceId: string }>('SELECT source_id AS "sourceId" FROM messages WHERE id = $1', [id]);
    return row?.sourceId;
  }

  /** Takes the fields that were kept until the address is known; undefined where there is no such message or they were taken. */
  async takeFields(tx: Transaction, id: string): Promise<MergeFields | undefined> {
    const [row] = await tx.query<{ fields: MergeFields }>(
      'UPDATE messages m SET fields = NULL FROM (SELECT id, fields FROM messages WHERE id = $1 FOR UPDATE) old WHERE m.id = old.id AND old.fields IS NOT NULL RETURNING old.fields', [id]);
    return row?.fields;
  }

  async view(id: string, database: Queryable = this.database): Promise<MessageView | undefined> {
    const [row] = await database.query<MessageView & Record<string, unknown>>(`${VIEW} WHERE m.id = $1`, [id]);
    return row;
  }

  /** The newest first. */
  async list({ limit, after }: Page): Promise<MessageView[]> {
    return await this.database.query<MessageView & Record<string, unknown>>(
      `${VIEW} WHERE $2::uuid IS NULL OR m.id < $2 ORDER BY m.id DESC LIMIT $1`, [limit, after ?? null]);
  }
}
