import { Injectable } from '@nestjs/common';
import { audienceChunkPrepared } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { followKeysOnly } from '../upkeep/plans.ts';
import { RecipientsRepository } from './recipients.repository.ts';

/** So many chunks go out in one transaction: two thousand recipients. */
const TOGETHER = 4;

/** Publishes the chunks of frozen audiences, a few a transaction. */
@Injectable()
export class ChunkPublisher {
  constructor(
    private readonly recipients: RecipientsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Chunks are held while they are read: of those who stream an audience at a time, in one process or several, each publishes others. */
  async publishNext(tx: Transaction, campaignId: string): Promise<boolean> {
    const chunks = await tx.query<{ number: number }>(
      `UPDATE audience_chunks SET published = true WHERE campaign_id = $1 AND number = ANY (ARRAY(
         SELECT number FROM audience_chunks WHERE campaign_id = $1 AND NOT published ORDER BY number LIMIT ${TOGETHER} FOR UPDATE SKIP LOCKED
       )) RETURNING number`,
      [campaignId],
    );
    await this.publish(tx, campaignId, chunks.map(({ number }) => number));
    return chunks.length > 0;
  }

  /** Once more, with the same contacts as they are now; those that have not been published yet come in their turn. */
  async publishAgain(tx: Transaction, campaignId: string, numbers: readonly number[]): Promise<void> {
    const chunks = await tx.query<{ number: number }>('SELECT number FROM audience_chunks WHERE campaign_id = $1 AND published AND number = ANY ($2::int[])', [campaignId, numbers]);
    await this.publish(tx, campaignId, chunks.map(({ number }) => number));
  }

  private async publish(tx: Transaction, campaignId: string, numbers: readonly number[]): Promise<void> {
    const [audience] = await tx.query<{ fields: string[] }>('SELECT fields FROM audiences WHERE campaign_id = $1', [campaignId]);
    if (!audience || numbers.length === 0) return;
    await followKeysOnly(tx);
    const recipients = await this.recipients.chunks(tx, campaignId, { numbers: numbers.toSorted((one, other) => one - other), fields: audience.fields });
    await this.outbox.append(tx, audienceChunkPrepared, [...recipients].map(([number, ofChunk]) => ({ campaignId, number, recipients: ofChunk })));
  }
}
