import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';

export interface Page {
  readonly after: string;
  readonly limit: number;
}

/** The contacts of accounts that changed. */
@Injectable()
export class AccountContacts {
  /** The contacts of these accounts but for some; undefined where they are more than `most`. */
  async of(tx: Transaction, accountIds: readonly string[], { except, most }: { except: readonly string[]; most: number }): Promise<Owned[] | undefined> {
    const rows = await tx.query<Owned>(
      `SELECT id, account_id AS "accountId" FROM contacts WHERE account_id = ANY ($1::uuid[]) AND id NOT IN (SELECT unnest($2::uuid[])) LIMIT $3`,
      [accountIds, except, most + 1],
    );
    return rows.length > most ? undefined : rows;
  }

  async page(tx: Transaction, accountId: string, { after, limit }: Page): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM contacts WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3', [accountId, after, limit]);
    return rows.map(({ id }) => id);
  }

  /** Gives the contacts a new version: what is told of them is another. */
  async touch(tx: Transaction, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await tx.query(
      `WITH held AS (SELECT id FROM contacts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE)
       UPDATE contacts c SET version = version + 1, changed_at = now() FROM held WHERE c.id = held.id`,
      [ids],
    );
  }

  /** Notes that the contacts of these accounts are still to be looked at. */
  async postpone(tx: Transaction, accountIds: readonly string[]): Promise<void> {
    await tx.query('UPDATE accounts SET contacts_after = $2 WHERE id = ANY ($1::uuid[])', [accountIds, FROM_THE_FIRST]);
  }

  /** Where to go on with an account, which is held then; undefined where nothing is to be done. */
  async postponed(tx: Transaction, accountId: string): Promise<string | undefined> {
    const [row] = await tx.query<{ after: string }>(
      'SELECT contacts_after AS after FROM accounts WHERE id = $1 AND contacts_after IS NOT NULL FOR NO KEY UPDATE', [accountId],
    );
    return row?.after;
  }

  async noteProgress(tx: Transaction, accountId: string, after: string | null): Promise<void> {
    await tx.query('UPDATE accounts SET contacts_after = $2 WHERE id = $1', [accountId, after]);
  }
}

export interface Owned {
  readonly id: string;
  readonly accountId: string;
}

const FROM_THE_FIRST = '00000000-0000-0000-0000-000000000000';
