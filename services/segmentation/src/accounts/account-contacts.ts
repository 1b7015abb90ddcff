import { Injectable } from '@nestjs/common';
import { columnsOf, type Transaction } from '@widecast/database';

/** The contacts of accounts that changed. */
@Injectable()
export class AccountContacts {
  /** The contacts of these accounts but for some; undefined where they are more than `most`. */
  async of(tx: Transaction, accountIds: readonly string[], { except, most }: { except: readonly string[]; most: number }): Promise<string[] | undefined> {
    const rows = await tx.query<{ id: string }>(
      'SELECT id FROM contacts WHERE account_id = ANY ($1::uuid[]) AND id NOT IN (SELECT unnest($2::uuid[])) LIMIT $3', [accountIds, except, most + 1]);
    return rows.length > most ? undefined : rows.map(({ id }) => id);
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

  /**
   * The next contacts of accounts that wait, which are held then; undefined where none waits. Where they are `limit` the last account may have more.
   * A page of an account is cut off inside, so that the accounts are joined one after the other and no more is read than is given.
   */
  async postponed(tx: Transaction, { accounts, limit }: { accounts: number; limit: number }): Promise<PostponedContact[] | undefined> {
    const rows = await tx.query<PostponedContact>(
      `WITH held AS MATERIALIZED (SELECT id, contacts_after FROM accounts WHERE contacts_after IS NOT NULL ORDER BY id LIMIT $1 FOR NO KEY UPDATE)
       SELECT held.id AS "accountId", c.id FROM held
       LEFT JOIN LATERAL (SELECT id FROM contacts WHERE account_id = held.id AND id > held.contacts_after ORDER BY id LIMIT $2) c ON true LIMIT $2`,
      [accounts, limit],
    );
    return rows.length === 0 ? undefined : rows;
  }

  /** Of each account the contact to go on after, or null where all are done. */
  async noteProgress(tx: Transaction, progress: readonly { readonly accountId: string; readonly after: string | null }[]): Promise<void> {
    await tx.query(
      'UPDATE accounts a SET contacts_after = p.after FROM unnest($1::uuid[], $2::uuid[]) AS p (id, after) WHERE a.id = p.id',
      columnsOf(progress, ({ accountId }) => accountId, ({ after }) => after),
    );
  }
}

export interface PostponedContact {
  readonly accountId: string;
  /** Null where the account has no contact that waits. */
  readonly id: string | null;
}

const FROM_THE_FIRST = '00000000-0000-0000-0000-000000000000';
