import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@widecast/database';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';

/** What waits for its time or for room in its lane is taken up, and the fence finds that it is too late. */
const TAKE_UP = `
  WITH late AS MATERIALIZED (UPDATE messages SET look_at = NULL WHERE look_at <= now() RETURNING id, source_id, contact_id)
  UPDATE redos r SET due_at = now() FROM late JOIN deliveries d ON d.source_id = late.source_id AND d.contact_id = late.contact_id AND d.step = late.id::text AND d.step <> ''
  WHERE r.source_id = d.source_id AND r.seq = d.seq AND r.due_at > now()`;

/** Single messages whose time to live is over. */
@Injectable()
export class Expiries {
  constructor(private readonly database: Database) {}

  async takeUp(): Promise<void> {
    await this.database.query(TAKE_UP);
  }

  /** The numbers of those in a claim that it is too late for. */
  async among(database: Queryable, { kind }: Claim, deliveries: readonly ClaimedDelivery[]): Promise<ReadonlySet<number>> {
    if (kind !== 'message') return new Set();
    const late = await database.query<{ id: string }>('SELECT id FROM messages WHERE id = ANY ($1::uuid[]) AND expires_at <= now()', [deliveries.map(({ step }) => step)]);
    const ids = new Set(late.map(({ id }) => id));
    return new Set(deliveries.filter(({ step }) => ids.has(step)).map(({ seq }) => seq));
  }
}
