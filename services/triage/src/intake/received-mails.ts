import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, prepared, usePrimaryKeys, type Transaction } from '@widecast/database';

export type Outcome = 'opened' | 'appended' | 'ignored' | 'quarantined' | 'discarded';

export interface Filed {
  readonly outcome: Outcome;
  /** Why it is ignored or in quarantine; for the rest, what is worth knowing. */
  readonly reason?: string | null;
  readonly ticketId?: string;
}

interface Known extends Record<string, unknown> {
  readonly said: Buffer | null;
  readonly outcome: Outcome;
  readonly ticketId: string | null;
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** In one order for all who file several. */
const NEW = prepared(`
  INSERT INTO received_mails (fingerprint, outcome) SELECT given, 'filing' FROM unnest($1::bytea[]) AS given ORDER BY given ON CONFLICT DO NOTHING RETURNING encode(fingerprint, 'hex') AS hex`);

const NOTE = prepared(`
  UPDATE received_mails r SET outcome = filed.outcome, reason = filed.reason, ticket_id = filed.ticket_id
  FROM unnest($1::bytea[], $2::text[], $3::text[], $4::uuid[]) AS filed (fingerprint, outcome, reason, ticket_id) WHERE r.fingerprint = filed.fingerprint`);

/** Every mail that ever came, once, and what became of it. */
@Injectable()
export class ReceivedMails {
  constructor(private readonly database: Database) {}

  /** Files the mail in one transaction, unless the same was filed before. */
  async once(fingerprint: Buffer, file: (tx: Transaction) => Promise<Filed>): Promise<Filed | 'duplicate'> {
    const [filed = 'duplicate'] = await this.database.pipelinedTransaction((tx) => this.onceEach(tx, [fingerprint], async () => [await file(tx)]));
    return filed;
  }

  /**
   * The same for what came under a key of its sender: gives `another` where the key stood for something else than is `said` now. What was filed
   * and what comes again are compared by their hashes.
   */
  async onceUnder(key: string, said: readonly unknown[], file: (tx: Transaction) => Promise<Filed>): Promise<(Filed & { readonly isNew: boolean }) | 'another'> {
    const [fingerprint, digest] = [digestOf(key), digestOf(JSON.stringify(said))];
    const filed = await this.once(fingerprint, async (tx) => {
      await tx.query('UPDATE received_mails SET said = $2 WHERE fingerprint = $1', [fingerprint, digest]);
      return await file(tx);
    });
    if (filed !== 'duplicate') return { ...filed, isNew: true };
    const [known] = await this.database.query<Known>('SELECT said, outcome, ticket_id AS "ticketId" FROM received_mails WHERE fingerprint = $1', [fingerprint]);
    if (known?.said && !digest.equals(known.said)) return 'another';
    return { outcome: known?.outcome ?? 'discarded', ...(known?.ticketId ? { ticketId: known.ticketId } : {}), isNew: false };
  }

  /** Has those filed that were not filed before; `file` is told their places. Waits for whoever is filing one of them now. */
  async onceEach(tx: Transaction, fingerprints: readonly Buffer[], file: (places: readonly number[]) => Promise<readonly Filed[]>): Promise<(Filed | 'duplicate')[]> {
    const [, rows] = await Promise.all([usePrimaryKeys(tx), tx.query<{ hex: string }>(NEW, [fingerprints])]);
    const fresh = new Set(rows.map(({ hex }) => hex));
    const places = [...fingerprints.keys()].filter((at) => fresh.delete(fingerprints[at]?.toString('hex') ?? ''));
    const filed = places.length === 0 ? [] : await file(places);
    if (places.length > 0) await this.noteEach(tx, places.map((at) => fingerprints[at]), filed);
    const results: (Filed | 'duplicate')[] = fingerprints.map(() => 'duplicate');
    for (const [n, at] of places.entries()) results[at] = filed[n] ?? 'duplicate';
    return results;
  }

  note(tx: Transaction, fingerprint: Buffer, filed: Filed): Promise<void> {
    return this.noteEach(tx, [fingerprint], [filed]);
  }

  private async noteEach(tx: Transaction, fingerprints: readonly (Buffer | undefined)[], filed: readonly Filed[]): Promise<void> {
    await usePrimaryKeys(tx);
    await tx.query(NOTE, [fingerprints, filed.map(({ outcome }) => outcome), filed.map(({ reason }) => reason ?? null), filed.map(({ ticketId }) => ticketId ?? null)]);
  }

  /** For a mail that is filed anew, under what is now known of it. */
  async forget(tx: Transaction, fingerprint: Buffer): Promise<void> {
    await tx.query('DELETE FROM received_mails WHERE fingerprint = $1', [fingerprint]);
  }

  counts(): Promise<{ outcome: string; reason: string | null; mails: number }[]> {
    return this.database.query(`SELECT outcome, reason, count(*)::int AS mails FROM received_mails GROUP BY 1, 2 ORDER BY 1, 2`);
  }
}
