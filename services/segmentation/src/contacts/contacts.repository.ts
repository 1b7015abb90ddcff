import { Injectable } from '@nestjs/common';
import { columnsOf, type Transaction } from '@widecast/database';
import { followKeysOnly } from '../upkeep/plans.ts';

/** What callers know of a contact; one of them is enough. */
export interface KnownAs {
  readonly id?: string | undefined;
  readonly email?: string | undefined;
  readonly externalId?: string | undefined;
}

export interface Forgotten {
  readonly version: number;
  readonly accountId: string | null;
  /** A merged account whose contact he was by what was told. */
  readonly cameTo: string | null;
}

/** The table contacts, where single ones matter; whole lists are written through the staging table. */
@Injectable()
export class ContactsRepository {
  /** The ids of contacts in the order of the list; null where there is none. */
  async resolve(tx: Transaction, known: readonly KnownAs[]): Promise<(string | null)[]> {
    const rows = await tx.query<{ id: string | null }>(
      `SELECT coalesce(i.id, e.id, x.id) AS id
       FROM unnest($1::uuid[], $2::text[], $3::text[]) WITH ORDINALITY AS k (id, email, external_id, n)
       LEFT JOIN contacts i ON i.id = k.id
       LEFT JOIN contacts e ON e.email = k.email
       LEFT JOIN contacts x ON x.external_id = k.external_id
       ORDER BY n`,
      columnsOf(known, ({ id }) => id ?? null, ({ email }) => email ?? null, ({ externalId }) => externalId ?? null),
    );
    return rows.map(({ id }) => id);
  }

  /** The same of ids; null also where the contact has withdrawn his consent to tracking. */
  async tracked(tx: Transaction, ids: readonly (string | null)[]): Promise<(string | null)[]> {
    await followKeysOnly(tx);
    const rows = await tx.query<{ id: string | null }>(
      `SELECT c.id FROM unnest($1::uuid[]) WITH ORDINALITY AS k (id, n) LEFT JOIN contacts c ON c.id = k.id AND c.tracking_consent IS NOT FALSE ORDER BY n`, [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Keeps contacts from being removed before the end of the transaction; gives those of them that there are. */
  async hold(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM contacts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR KEY SHARE', [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Removes the contact with consents and behaviour; undefined where there is none. The account is locked first, as everywhere. */
  async remove(tx: Transaction, id: string): Promise<Forgotten | undefined> {
    await tx.query('SELECT FROM accounts WHERE id = (SELECT account_id FROM contacts WHERE id = $1) FOR NO KEY UPDATE', [id]);
    const [contact] = await tx.query<Forgotten>('DELETE FROM contacts WHERE id = $1 RETURNING version::int, account_id AS "accountId", came_to AS "cameTo"', [id]);
    if (!contact) return undefined;
    await tx.query('DELETE FROM consents WHERE contact_id = $1', [id]);
    await tx.query('DELETE FROM consent_requests WHERE contact_id = $1', [id]);
    // The totals last: into them go events that are let go meanwhile.
    await tx.query('DELETE FROM behaviour_events WHERE contact_id = $1', [id]);
    await tx.query('DELETE FROM behaviour_totals WHERE contact_id = $1', [id]);
    await tx.query('DELETE FROM contact_tickets WHERE contact_id = $1', [id]);
    await tx.query('DELETE FROM suppressed_contacts WHERE contact_id = $1', [id]);
    return contact;
  }
}
