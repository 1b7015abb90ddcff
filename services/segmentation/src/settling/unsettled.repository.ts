import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { Touched } from '../membership/contact-change.ts';

export interface Unsettled {
  readonly contactIds: readonly string[];
  /** Accounts that won or lost contacts, and may have another tier for it. */
  readonly accountIds: readonly string[];
  readonly touches: Touched;
}

/** The table unsettled_contacts. */
@Injectable()
export class UnsettledRepository {
  async add(tx: Transaction, { contactIds, accountIds, touches }: Unsettled): Promise<void> {
    if (contactIds.length + accountIds.length === 0) return;
    await tx.query('INSERT INTO unsettled_contacts (contact_ids, account_ids, touches) VALUES ($1, $2, $3)', [contactIds, accountIds, JSON.stringify(touches)]);
  }

  /** Takes the oldest batches away; who takes at the same time waits. Nothing where all is settled. */
  async take(tx: Transaction, batches: number): Promise<Unsettled[]> {
    return tx.query<Unsettled>(
      `DELETE FROM unsettled_contacts WHERE id IN (SELECT id FROM unsettled_contacts ORDER BY id LIMIT $1 FOR UPDATE)
       RETURNING contact_ids::text[] AS "contactIds", account_ids::text[] AS "accountIds", touches`,
      [batches],
    );
  }
}
