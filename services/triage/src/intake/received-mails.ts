import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';

export type Outcome = 'opened' | 'appended' | 'ignored' | 'quarantined' | 'discarded';

export interface Filed {
  readonly outcome: Outcome;
  /** Why it is ignored or in quarantine; for the rest, what is worth knowing. */
  readonly reason?: string | null;
  readonly ticketId?: string;
}

/** Every mail that ever came, once, and what became of it. */
@Injectable()
export class ReceivedMails {
  constructor(private readonly database: Database) {}

  /** Files the mail in one transaction, unless the same was filed before. */
  once(fingerprint: Buffer, file: (tx: Transaction) => Promise<Filed>): Promise<Filed | 'duplicate'> {
    return this.database.transaction((tx) => this.onceWithin(tx, fingerprint, () => file(tx)));
  }

  /** Waits for whoever is filing the same mail now. */
  async onceWithin(tx: Transaction, fingerprint: Buffer, file: () => Promise<Filed>): Promise<Filed | 'duplicate'> {
    const rows = await tx.query(`INSERT INTO received_mails (fingerprint, outcome) VALUES ($1, 'filing') ON CONFLICT DO NOTHING RETURNING outcome`, [fingerprint]);
    if (rows.length === 0) return 'duplicate';
    const filed = await file();
    await this.note(tx, fingerprint, filed);
    return filed;
  }

  async note(tx: Transaction, fingerprint: Buffer, { outcome, reason, ticketId }: Filed): Promise<void> {
    await tx.query('UPDATE received_mails SET outcome = $2, reason = $3, ticket_id = $4 WHERE fingerprint = $1', [fingerprint, outcome, reason ?? null, ticketId ?? null]);
  }

  /** For a mail that is filed anew, under what is now known of it. */
  async forget(tx: Transaction, fingerprint: Buffer): Promise<void> {
    await tx.query('DELETE FROM received_mails WHERE fingerprint = $1', [fingerprint]);
  }

  counts(): Promise<{ outcome: string; reason: string | null; mails: number }[]> {
    return this.database.query(`SELECT outcome, reason, count(*)::int AS mails FROM received_mails GROUP BY 1, 2 ORDER BY 1, 2`);
  }
}
