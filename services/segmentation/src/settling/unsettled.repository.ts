import { Injectable } from '@nestjs/common';
import { idArray, type Transaction } from '@widecast/database';
import type { Touched } from '../membership/contact-change.ts';

export interface Unsettled {
  readonly contactIds: readonly string[];
  /** Accounts that won or lost contacts, and may have another tier for it. */
  readonly accountIds: readonly string[];
  readonly touches: Touched;
}

/** In one transaction, however few contacts they have. */
const ROWS = 60;

/** The table unsettled_contacts. */
@Injectable()
export class UnsettledRepository {
  async add(tx: Transaction, { contactIds, accountIds, touches }: Unsettled): Promise<void> {
    if (contactIds.length + accountIds.length === 0) return;
    await tx.query('INSERT INTO unsettled_contacts (contact_ids, contacts, account_ids, touches) VALUES ($1, $2, $3, $4)', [idArray(contactIds), contactIds.length, idArray(accountIds), JSON.stringify(touches)]);
  }

  /** Takes the oldest rows to judge, of about so many contacts; who takes at the same time waits. Those of whom nobody was told stay until they are. */
  async take(tx: Transaction, contacts: number): Promise<Unsettled[]> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast unsettled contacts'))`);
    const rows = await tx.query<Row>(
      `WITH taken AS MATERIALIZED (SELECT * FROM unsettled_contacts WHERE NOT judged AND id <= (
         SELECT max(id) FROM (SELECT id, sum(contacts) OVER (ORDER BY id) - contacts AS before FROM (SELECT id, contacts FROM unsettled_contacts WHERE NOT judged ORDER BY id LIMIT ${ROWS}) oldest) counted
         WHERE before < $1) ORDER BY id FOR UPDATE),
       told AS (DELETE FROM unsettled_contacts u USING taken t WHERE u.id = t.id AND NOT ${IS_NEW}),
       untold AS (UPDATE unsettled_contacts u SET judged = true FROM taken t WHERE u.id = t.id AND ${IS_NEW})
       SELECT array_to_string(contact_ids, ' ') AS contacts, array_to_string(account_ids, ' ') AS accounts, touches FROM taken t`,
      [contacts],
    );
    return rows.map(({ contacts, accounts, touches }) => ({ contactIds: idsIn(contacts), accountIds: idsIn(accounts), touches }));
  }

  /** Takes away the oldest batch that is judged: new contacts of whom others are still to be told. Nothing where there is none. */
  async takeUntold(tx: Transaction): Promise<readonly string[] | undefined> {
    const [row] = await tx.query<{ contacts: string }>(
      // With IN, where the table was empty when it was analysed, the row to take would be sought anew for each row, and the next one found when the last is gone.
      `DELETE FROM unsettled_contacts WHERE id = (SELECT id FROM unsettled_contacts WHERE judged ORDER BY id LIMIT 1 FOR UPDATE)
       RETURNING array_to_string(contact_ids, ' ') AS contacts`,
    );
    return row && idsIn(row.contacts);
  }
}

/** Others hear of known contacts with the row itself. */
const IS_NEW = `(t.touches ? 'everything')`;

/** One text instead of an array, which the driver would read letter by letter. */
interface Row extends Pick<Unsettled, 'touches'> {
  readonly contacts: string;
  readonly accounts: string;
}

const idsIn = (text: string): string[] => (text === '' ? [] : text.split(' '));
