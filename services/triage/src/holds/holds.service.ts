import { Injectable } from '@nestjs/common';
import { contactHoldChanged } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { MoreThan } from 'typeorm';
import { HoldEntity } from './hold.entity.ts';

interface ChangedHold {
  readonly contactId: string;
  readonly openComplaints: number;
  readonly version: number;
  readonly at: Date;
}

/** While a contact has an open complaint, promotions to him are held. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Counts the open complaints of the contacts anew and publishes the counts that changed. */
  async recount(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    const ids = [...new Set(contactIds)].toSorted();
    if (ids.length === 0) return;
    await tx.query('INSERT INTO holds (contact_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING', [ids]);
    await tx.query('SELECT 1 FROM holds WHERE contact_id = ANY($1::uuid[]) ORDER BY contact_id FOR UPDATE', [ids]);
    // A statement of its own: it must see what others committed before they gave the rows free.
    const changed = await tx.query<ChangedHold>(
      `UPDATE holds SET open_complaints = counted.n, version = version + 1, changed_at = now()
       FROM (
         SELECT h.contact_id, count(t.id)::int AS n
         FROM holds h LEFT JOIN tickets t ON t.contact_id = h.contact_id AND t.complaint AND t.state = 'open'
         WHERE h.contact_id = ANY($1::uuid[]) GROUP BY h.contact_id
       ) counted
       WHERE holds.contact_id = counted.contact_id AND holds.open_complaints <> counted.n
       RETURNING holds.contact_id AS "contactId", open_complaints AS "openComplaints", version, changed_at AS at`,
      [ids],
    );
    await this.outbox.append(tx, contactHoldChanged, changed.map(({ at, ...hold }) => ({ ...hold, held: hold.openComplaints > 0, at: at.toISOString() })));
  }

  /** Contacts that are held now, by id. */
  list({ after, limit }: { readonly after?: string | undefined; readonly limit: number }): Promise<HoldEntity[]> {
    return this.database.dataSource.getRepository(HoldEntity).find({
      where: { openComplaints: MoreThan(0), ...(after ? { contactId: MoreThan(after) } : {}) },
      order: { contactId: 'ASC' },
      take: limit,
    });
  }
}
