import { Inject, Injectable } from '@nestjs/common';
import { columnsOf, Database } from '@widecast/database';
import { CONFIG, NotFound } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';

export interface MailboxEntry {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly at: Date;
}

export interface MailboxMessage extends MailboxEntry {
  readonly html: string | null;
  readonly text: string;
  /** As it would have gone over the wire. */
  readonly raw: string;
}

const ENTRY = 'id::text AS id, sender AS "from", recipient AS "to", subject, at';

/** The built-in mailbox: messages that would have been sent, the newest of them. */
@Injectable()
export class MailboxService {
  private sincePruned = 0;

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  async keep(messages: readonly OutgoingMessage[]): Promise<void> {
    await this.database.query(
      `INSERT INTO mailbox (sender, recipient, subject, html, text, raw)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[])`,
      columnsOf(messages, ({ from }) => from, ({ to }) => to, ({ subject }) => subject, ({ html }) => html, ({ text }) => text, ({ raw }) => raw),
    );
    this.sincePruned += messages.length;
    if (this.sincePruned * 10 > this.config.MAILBOX_KEEP) await this.prune();
  }

  /** The newest first. */
  async list({ limit, before }: { readonly limit: number; readonly before?: number | undefined }): Promise<MailboxEntry[]> {
    return await this.database.query<MailboxEntry & Record<string, unknown>>(
      `SELECT ${ENTRY} FROM mailbox WHERE $2::bigint IS NULL OR id < $2 ORDER BY mailbox.id DESC LIMIT $1`, [limit, before ?? null]);
  }

  /** Throws {@link NotFound}. */
  async get(id: number): Promise<MailboxMessage> {
    const [row] = await this.database.query<Omit<MailboxMessage, 'raw'> & { raw: Buffer }>(`SELECT ${ENTRY}, html, text, raw FROM mailbox WHERE id = $1`, [id]);
    if (!row) throw new NotFound('message', String(id));
    return { ...row, raw: row.raw.toString('utf8') };
  }

  private async prune(): Promise<void> {
    this.sincePruned = 0;
    await this.database.query('DELETE FROM mailbox WHERE id <= (SELECT max(id) FROM mailbox) - $1', [this.config.MAILBOX_KEEP]);
  }
}
