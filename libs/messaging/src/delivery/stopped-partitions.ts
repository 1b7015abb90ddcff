import type { Database } from '@widecast/database';
import { storable } from './storable.ts';

export type Resolution = 'resume' | 'skip';

export interface StoppedPartition {
  readonly topic: string;
  readonly partition: number;
  /** The record that could not be handled. */
  readonly offset: string;
  readonly error: string;
  readonly stoppedAt: string;
  readonly resolution: Resolution | null;
}

/** Partitions that stopped at a defect, and what a person decided: shared by all replicas of a service. */
export class StoppedPartitions {
  constructor(private readonly database: Database) {}

  /** A decision on the same record stays; one on another record is over. */
  async add(topic: string, partition: number, offset: bigint, error: string): Promise<void> {
    await this.database.query(
      `INSERT INTO stopped_partitions (topic, partition, "offset", error) VALUES ($1, $2, $3, $4)
       ON CONFLICT (topic, partition) DO UPDATE SET "offset" = EXCLUDED."offset", error = EXCLUDED.error, stopped_at = now(),
         resolution = CASE WHEN stopped_partitions."offset" = EXCLUDED."offset" THEN stopped_partitions.resolution END`,
      [topic, partition, offset.toString(), storable(error)],
    );
  }

  list(): Promise<StoppedPartition[]> {
    return this.database.query<StoppedPartition & Record<string, unknown>>(
      `SELECT topic, partition, "offset"::text AS "offset", error, stopped_at::text AS "stoppedAt", resolution
       FROM stopped_partitions ORDER BY topic, partition`,
    );
  }

  /** Notes what to do with a stopped partition; the member that holds it acts within seconds. False where none is stopped. */
  async resolve(topic: string, partition: number, resolution: Resolution): Promise<boolean> {
    const rows = await this.database.query(
      'UPDATE stopped_partitions SET resolution = $3 WHERE topic = $1 AND partition = $2 RETURNING topic',
      [topic, partition, resolution],
    );
    return rows.length > 0;
  }

  /** Forgets a stop at this record; one at another record stays. */
  async remove({ topic, partition, offset }: Pick<StoppedPartition, 'topic' | 'partition' | 'offset'>): Promise<void> {
    await this.database.query('DELETE FROM stopped_partitions WHERE topic = $1 AND partition = $2 AND "offset" = $3', [topic, partition, offset]);
  }

  async removeAll(topics: readonly string[]): Promise<void> {
    await this.database.query('DELETE FROM stopped_partitions WHERE topic = ANY($1)', [topics]);
  }
}
