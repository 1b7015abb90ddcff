import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { NotFound } from '@widecast/service-kit';
import type { Delivery } from '../mail/incoming-mail.ts';

export interface QuarantinedMail {
  readonly id: string;
  readonly reason: string;
  readonly bytes: number;
  readonly head: string;
  /** Of MAIL FROM; null where it is not known. */
  readonly sender: string | null;
  readonly recipients: readonly string[];
  readonly receivedAt: Date;
}

export interface Kept extends Delivery {
  readonly id: string;
  /** Under which it is known to have come. */
  readonly fingerprint: Buffer;
}

const HEAD = 4000;
const SHOWN = `id, reason, bytes, sender, recipients, received_at AS "receivedAt", encode(substr(raw, 1, ${HEAD}), 'escape') AS head`;
const WHOLE = 'id, fingerprint, raw, sender, recipients';

/** Mails that could not be made tickets of, as they came, for a person to look at. */
@Injectable()
export class Quarantine {
  constructor(private readonly database: Database) {}

  async keep(tx: Transaction, fingerprint: Buffer, { raw, sender, recipients }: Delivery, reason: string): Promise<void> {
    await tx.query(
      'INSERT INTO quarantined_mails (id, fingerprint, reason, bytes, sender, recipients, raw) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [uuidv7(), fingerprint, reason, raw.length, sender ?? null, recipients, raw],
    );
  }

  /** Newest first, with the first few thousand bytes. */
  list({ after, limit }: { readonly after?: string | undefined; readonly limit: number }): Promise<QuarantinedMail[]> {
    return this.database.query<QuarantinedMail & { id: string }>(
      `SELECT ${SHOWN} FROM quarantined_mails WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
      [after ?? null, limit],
    );
  }

  /** Throws NotFound, as all below. */
  async show(id: string): Promise<QuarantinedMail> {
    const [mail] = await this.database.query<QuarantinedMail & { id: string }>(`SELECT ${SHOWN} FROM quarantined_mails WHERE id = $1`, [id]);
    return found(mail, id);
  }

  async whole(id: string): Promise<Kept> {
    const [mail] = await this.database.query<Stored>(`SELECT ${WHOLE} FROM quarantined_mails WHERE id = $1`, [id]);
    return keptOf(found(mail, id));
  }

  /** Takes the mail out in one transaction with what becomes of it, once: who comes second finds none. */
  release<Result>(id: string, place: (tx: Transaction, kept: Kept) => Promise<Result>): Promise<Result> {
    return this.database.pipelinedTransaction(async (tx) => {
      const [mail] = await tx.query<Stored>(`DELETE FROM quarantined_mails WHERE id = $1 RETURNING ${WHOLE}`, [id]);
      return await place(tx, keptOf(found(mail, id)));
    });
  }
}

type Stored = Omit<Kept, 'sender'> & { readonly sender: string | null };

const keptOf = ({ sender, ...mail }: Stored): Kept => ({ ...mail, sender: sender ?? undefined });

function found<Mail>(mail: Mail | undefined, id: string): Mail {
  if (mail === undefined) throw new NotFound('mail in quarantine', id);
  return mail;
}
