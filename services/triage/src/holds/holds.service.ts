import { Inject, Injectable } from '@nestjs/common';
import { contactHoldChanged } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { CONFIG } from '@widecast/service-kit';
import { IsNull, MoreThan, Not } from 'typeorm';
import type { TriageConfig } from '../config.ts';
import { HoldEntity } from './hold.entity.ts';

interface ChangedHold {
  readonly contactId: string;
  readonly openComplaints: number;
  readonly held: boolean;
  readonly version: number;
  readonly at: Date;
}

const AS_NEWS = `holds.contact_id AS "contactId", open_complaints AS "openComplaints", (open_complaints > 0 OR cooling_until IS NOT NULL) AS held, version, changed_at AS at`;

const COOLED = `
  UPDATE holds SET cooling_until = NULL, version = version + 1, changed_at = now()
  WHERE contact_id IN (SELECT contact_id FROM holds WHERE cooling_until <= now() LIMIT 500 FOR UPDATE SKIP LOCKED) RETURNING ${AS_NEWS}`;

/** While a contact has an open complaint, and for some time after, promotions to him are held. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {}

  /** Counts the open complaints of the contacts anew and publishes the counts that changed. Whose last one is over is left alone for some hours more. */
  async recount(tx: Transaction, contactIds: readonly string[], coolingHours = this.config.TICKETS_COOLING_HOURS): Promise<void> {
    const ids = [...new Set(contactIds)].toSorted();
    if (ids.length === 0) return;
    await tx.query('INSERT INTO holds (contact_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING', [ids]);
    await tx.query('SELECT 1 FROM holds WHERE contact_id = ANY($1::uuid[]) ORDER BY contact_id FOR UPDATE', [ids]);
    // A statement of its own: it must see what others committed before they gave the rows free.
    const changed = await tx.query<ChangedHold>(
      `UPDATE holds SET open_complaints = counted.n, version = version + 1, changed_at = now(),
         cooling_until = CASE WHEN counted.n = 0 AND $2 > 0 THEN now() + make_interval(secs => $2 * 3600) END
       FROM (
         SELECT h.contact_id, count(t.id)::int AS n
         FROM holds h LEFT JOIN tickets t ON t.contact_id = h.contact_id AND t.complaint AND t.state = 'open'
         WHERE h.contact_id = ANY($1::uuid[]) GROUP BY h.contact_id
       ) counted
       WHERE holds.contact_id = counted.contact_id AND (holds.open_complaints <> counted.n OR ($2::float8 = 0 AND counted.n = 0 AND holds.cooling_until IS NOT NULL))
       RETURNING ${AS_NEWS}`,
      [ids, coolingHours],
    );
    await this.tell(tx, changed);
  }

  /** Ends holds of contacts who were left alone for long enough. Gives how many. */
  async endCooled(): Promise<number> {
    return await this.database.transaction(async (tx) => {
      const cooled = await tx.query<ChangedHold>(COOLED);
      await this.tell(tx, cooled);
      return cooled.length;
    });
  }

  private tell(tx: Transaction, changed: readonly ChangedHold[]): Promise<void> {
    return this.outbox.append(tx, contactHoldChanged, changed.map(({ at, ...hold }) => ({ ...hold, at: at.toISOString() })));
  }

  /** Contacts that are held now, by id. */
  list({ after, limit }: { readonly after?: string | undefined; readonly limit: number }): Promise<HoldEntity[]> {
    const from = after === undefined ? {} : { contactId: MoreThan(after) };
    return this.database.dataSource.getRepository(HoldEntity).find({
      where: [{ openComplaints: MoreThan(0), ...from }, { coolingUntil: Not(IsNull()), ...from }],
      order: { contactId: 'ASC' },
      take: limit,
    });
  }
}
