import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';

export type Outcome = 'opened' | 'appended' | 'ignored' | 'quarantined';

export interface Filed {
  readonly outcome: Outcome;
  /** Why it is ignored or in quarantine; for the rest, what is worth knowing. */
  readonly reason?: string | null;
  readonly ticketId?: string;
}

export interface QuarantinedMail {
  readonly id: string;
  readonly reason: string;
  readonly bytes: number;
  readonly head: string;
  readonly receivedAt: Date;
}

const HEAD = 4000;

/** Every mail that ever came, once, and what became of it. */
@Injectable()
export class ReceivedMails {
  constructor(private readonly database: Database) {}

  /** False where the same mail was filed before; waits for whoever is filing it now. */
  async isNew(tx: Transaction, fingerprint: Buffer): Promise<boolean> {
    const rows = await tx.query(`INSERT INTO received_mails (fingerprint, outcome) VALUES ($1, 'filing') ON CONFLICT DO NOTHING RETURNING outcome`, [fingerprint]);
    return rows.length > 0;
  }

  async note(tx: Transaction, fingerprint: Buffer, { outcome, reason, ticketId }: Filed): Promise<void> {
    await tx.query('UPDATE received_mails SET outcome = $2, reason = $3, ticket_id = $4 WHERE fingerprint = $1', [fingerprint, outcome, reason ?? null, ticketId ?? null]);
  }

  /** Keeps the mail as it came. */
  async quarantine(fingerprint: Buffer, raw: Buffer, reason: string): Promise<Filed | 'duplicate'> {
    return this.database.transaction(async (tx) => {
      if (!(await this.isNew(tx, fingerprint))) return 'duplicate';
      await tx.query('INSERT INTO quarantined_mails (id, fingerprint, reason, bytes, raw) VALUES ($1, $2, $3, $4, $5)', [uuidv7(), fingerprint, reason, raw.length, raw]);
      const filed: Filed = { outcome: 'quarantined', reason };
      await this.note(tx, fingerprint, filed);
      return filed;
    });
  }

  /** Newest first, with the first few thousand bytes. */
  listQuarantined({ after, limit }: { readonly after?: string | undefined; readonly limit: number }): Promise<QuarantinedMail[]> {
    return this.database.query<QuarantinedMail & { id: string }>(
      `SELECT id, reason, bytes, received_at AS "receivedAt", encode(substr(raw, 1, ${HEAD}), 'escape') AS head
       FROM quarantined_mails WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
      [after ?? null, limit],
    );
  }

  counts(): Promise<{ outcome: string; reason: string | null; mails: number }[]> {
    return this.database.query(`SELECT outcome, reason, count(*)::int AS mails FROM received_mails GROUP BY 1, 2 ORDER BY 1, 2`);
  }
}
