import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import type { AttachedFile } from '../mail/incoming-mail.ts';

interface Stored extends Record<string, unknown> {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Files of the same content are kept once; in one order for all who write several. */
export async function keepFiles(tx: Transaction, files: readonly AttachedFile[]): Promise<void> {
  for (const { digest, content } of files.toSorted((a, b) => ((a.digest ?? '') < (b.digest ?? '') ? -1 : 1))) {
    if (digest === null || content === null) continue;
    await tx.query("INSERT INTO attached_files (digest, content) VALUES (decode($1, 'hex'), $2) ON CONFLICT (digest) DO UPDATE SET received_at = now()", [digest, Buffer.from(content)]);
  }
}

/** The files that came with messages. */
@Injectable()
export class Attachments {
  constructor(private readonly database: Database) {}

  /** A file of this ticket only: who knows a digest gets no other's. Throws NotFound. */
  async read(ticketId: string, digest: string): Promise<Stored> {
    const [file] = await this.database.query<Stored>(
      `SELECT coalesce(a ->> 'name', 'attachment') AS name, a ->> 'type' AS type, f.content
       FROM ticket_messages m CROSS JOIN LATERAL jsonb_array_elements(m.attachments) a JOIN attached_files f ON f.digest = decode(a ->> 'digest', 'hex')
       WHERE m.ticket_id = $1 AND a ->> 'digest' = $2 LIMIT 1`, [ticketId, digest]);
    if (!file) throw new NotFound('file', `${digest} with ticket ${ticketId}; files are kept for a year`);
    return file;
  }
}
