import { Injectable } from '@nestjs/common';
import type { AudienceChunkPrepared } from '@widecast/contracts';
import type { Queryable, Transaction } from '@widecast/database';
import { digestOf } from './chunk-digest.ts';

/** `changed`: another chunk of this number had come before; `beyond_audience`: there is no such number; `known_recipients`: others had brought some of them. */
export type ChunkConflict = 'changed' | 'beyond_audience' | 'known_recipients';

export interface Gap {
  /** Numbers of chunks that have not come, at most so many as were asked for; null where their count is not known yet. */
  readonly missingChunks: number[] | null;
  readonly chunkConflicts: { readonly number: number; readonly conflict: ChunkConflict }[];
}

const MISSING = `
  SELECT n AS number FROM campaigns c, generate_series(0, c.chunks - 1) n
  WHERE c.id = $1 AND NOT EXISTS (SELECT FROM audience_chunks a WHERE a.campaign_id = c.id AND a.number = n) ORDER BY n LIMIT $2`;

/** Which chunks of audiences have come, and what was wrong with them. */
@Injectable()
export class ChunksRepository {
  /** Notes a chunk: `new`, `known` where the very same had come before, or what is wrong with it. */
  async note(tx: Transaction, { campaignId, number, recipients }: AudienceChunkPrepared): Promise<'new' | 'known' | ChunkConflict> {
    const digest = digestOf(recipients);
    const [known] = await tx.query<{ digest: Buffer }>('SELECT digest FROM audience_chunks WHERE campaign_id = $1 AND number = $2', [campaignId, number]);
    if (known) return known.digest.equals(digest) ? 'known' : 'changed';
    const beyond = await tx.query('SELECT FROM campaigns WHERE id = $1 AND chunks <= $2', [campaignId, number]);
    if (beyond.length > 0) return 'beyond_audience';
    const isNew = await tx.query(
      'INSERT INTO audience_chunks (campaign_id, number, recipients, digest) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING number',
      [campaignId, number, recipients.length, digest]);
    // Of two processes with one chunk, the second finds it when the first has committed.
    return isNew.length > 0 ? 'new' : await this.note(tx, { campaignId, number, recipients });
  }

  /** False where it was known already. */
  async noteConflict(tx: Transaction, campaignId: string, number: number, conflict: ChunkConflict): Promise<boolean> {
    const rows = await tx.query('INSERT INTO chunk_conflicts (campaign_id, number, conflict) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING number', [campaignId, number, conflict]);
    return rows.length > 0;
  }

  /** Chunks that came before the count of them was known, and are more. */
  async beyond(tx: Transaction, campaignId: string, chunks: number): Promise<number[]> {
    const rows = await tx.query<{ number: number }>('SELECT number FROM audience_chunks WHERE campaign_id = $1 AND number >= $2', [campaignId, chunks]);
    return rows.map(({ number }) => number);
  }

  async gapOf(database: Queryable, campaign: { readonly id: string; readonly chunks: number | null }, limit: number): Promise<Gap> {
    const missing = campaign.chunks === null ? null : (await database.query<{ number: number }>(MISSING, [campaign.id, limit])).map(({ number }) => number);
    const chunkConflicts = await database.query<Gap['chunkConflicts'][number] & Record<string, unknown>>(
      'SELECT number, conflict FROM chunk_conflicts WHERE campaign_id = $1 ORDER BY number, conflict', [campaign.id]);
    return { missingChunks: missing, chunkConflicts };
  }
}
