import { Injectable } from '@nestjs/common';
import { audienceChunkPrepared } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { RecipientsRepository } from './recipients.repository.ts';

/** Publishes the chunks of frozen audiences, one a transaction. */
@Injectable()
export class ChunkPublisher {
  constructor(
    private readonly recipients: RecipientsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** The row of the audience is locked first: of two processes that stream it each chunk is published by one. */
  async publishNext(tx: Transaction, campaignId: string): Promise<boolean> {
    const [chunk] = await tx.query<{ number: number; fields: string[] }>(
      `UPDATE audiences SET published = published + 1 WHERE campaign_id = $1 AND published < chunks RETURNING published - 1 AS number, fields`,
      [campaignId],
    );
    if (!chunk) return false;
    await this.publish(tx, campaignId, chunk);
    return true;
  }

  /** Once more, with the same contacts as they are now; one that has not been published yet comes in its turn. */
  async publishAgain(tx: Transaction, campaignId: string, number: number): Promise<void> {
    const [audience] = await tx.query<{ fields: string[] }>('SELECT fields FROM audiences WHERE campaign_id = $1 AND published > $2', [campaignId, number]);
    if (audience) await this.publish(tx, campaignId, { number, fields: audience.fields });
  }

  private async publish(tx: Transaction, campaignId: string, chunk: { readonly number: number; readonly fields: string[] }): Promise<void> {
    const recipients = await this.recipients.chunk(tx, campaignId, chunk);
    await this.outbox.append(tx, audienceChunkPrepared, [{ campaignId, number: chunk.number, recipients }]);
  }
}
