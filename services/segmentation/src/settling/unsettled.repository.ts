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
/** Of new contacts: a batch of a list is 5,000 of them at most. */
const NEW_ROWS = 4;

/** The table unsettled_contacts. */
@Injectable()
export class UnsettledRepository {
  async add(tx: Transaction, { contactIds, accountIds, touches }: Unsettled): Promise<void> {
    if (contactIds.length + accountIds.length === 0) return;
    await tx.query('INSERT INTO unsettled_contacts (contact_ids, contacts, account_ids, touches) VALUES ($1, $2, $3, $4)', [idArray(contactIds), contactIds.length, idArray(accountIds), JSON.stringify(touches)]);
  }

  /** Takes the oldest rows whose tiers are to be looked at, of about so many contacts; who takes at the same time waits. Those of new contacts stay until these are judged and told of. */
  async take(tx: Transaction, contacts: number): Promise<Unsettled[]> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast unsettled contacts'))`);
    const rows = await tx.query<Row>(
      `WITH taken AS MATERIALIZED (SELECT * FROM unsettled_contacts WHERE stage = 'written' AND id <= (
         SELECT max(id) FROM (SELECT id, sum(contacts) OVER (ORDER BY id) - contacts AS before FROM (SELECT id, contacts FROM unsettled_contacts WHERE stage = 'written' ORDER BY id LIMIT ${ROWS}) oldest) counted
         WHERE before < $1) ORDER BY id FOR UPDATE),
       told AS (DELETE FROM unsettled_contacts u USING taken t WHERE u.id = t.id AND NOT ${IS_NEW}),
       kept AS (UPDATE unsettled_contacts u SET stage = 'tiered' FROM taken t WHERE u.id = t.id AND ${IS_NEW})
       SELECT array_to_string(contact_ids, ' ') AS contacts, array_to_string(account_ids, ' ') AS accounts, touches FROM taken t`,
      [contacts],
    );
    return rows.map(({ contacts, accounts, touches }) => ({ contactIds: idsIn(contacts), accountIds: idsIn(accounts), touches }));
  }

  /**
   * Takes new contacts whose tiers are known, to judge them: some that nobody else has in hand, so that several can do it at a time. Where others
   * have all of them in hand, it waits to see whether they come to their end. Undefined where none is left; a batch may bring no contact.
   */
  async takeNew(tx: Transaction): Promise<string[] | undefined> {
    return (await takeTiered(tx, 'FOR UPDATE SKIP LOCKED')) ?? (await takeTiered(tx, 'FOR UPDATE'));
  }

  /** Takes away the oldest batch that is judged: new contacts of whom others are still to be told. Nothing where there is none. */
  async takeUntold(tx: Transaction): Promise<readonly string[] | undefined> {
    const [row] = await tx.query<{ contacts: string }>(
      // With IN, where the table was empty when it was analysed, the row to take would be sought anew for each row, and the next one found when the last is gone.
      `DELETE FROM unsettled_contacts WHERE id = (SELECT id FROM unsettled_contacts WHERE stage = 'judged' ORDER BY id LIMIT 1 FOR UPDATE)
       RETURNING array_to_string(contact_ids, ' ') AS contacts`,
    );
    return row && idsIn(row.contacts);
  }
}

async function takeTiered(tx: Transaction, lock: string): Promise<string[] | undefined> {
  const rows = await tx.query<{ contacts: string }>(
    `WITH taken AS MATERIALIZED (SELECT id, contact_ids FROM unsettled_contacts WHERE stage = 'tiered' ORDER BY id LIMIT ${NEW_ROWS} ${lock}),
     judged AS (UPDATE unsettled_contacts u SET stage = 'judged' FROM taken t WHERE u.id = t.id)
     SELECT array_to_string(contact_ids, ' ') AS contacts FROM taken`,
  );
  return rows.length === 0 ? undefined : rows.flatMap(({ contacts }) => idsIn(contacts));
}

/** Others hear of known contacts with the row itself. */
const IS_NEW = `(t.touches ? 'everything')`;

/** One text instead of an array, which the driver would read letter by letter. */
interface Row extends Pick<Unsettled, 'touches'> {
  readonly contacts: string;
  readonly accounts: string;
}

const idsIn = (text: string): string[] => (text === '' ? [] : text.split(' '));
