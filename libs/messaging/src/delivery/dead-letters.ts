import { deadLettersOf } from '@widecast/contracts';
import type { Database, Transaction } from '@widecast/database';
import { uuidv7 } from '../log/envelope.ts';
import type { LogRecord } from '../log/event-log.ts';
import type { Outbox } from '../outbox/outbox.ts';

export type DeadLetterReason = 'contract-violation' | 'retries-exhausted' | 'skipped';

export interface DeadLetter {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly value: string | null;
  readonly reason: DeadLetterReason;
  readonly error: string;
  readonly createdAt: string;
  readonly replayedAt: string | null;
}

export interface Undeliverable {
  readonly topic: string;
  readonly partition: number;
  readonly record: LogRecord;
  readonly reason: DeadLetterReason;
  readonly error: string;
}

const COLUMNS = `id, topic, partition, "offset"::text AS "offset", key, headers, value, reason, error,
  created_at::text AS "createdAt", replayed_at::text AS "replayedAt"`;

/** Records that a service could not digest, kept in its own schema until they are replayed or their time is over. */
export class DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly service: string,
  ) {}

  /** Keeps the record and tells of it, once: the same record again changes nothing and gives false. */
  async add({ topic, partition, record, reason, error }: Undeliverable): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const id = uuidv7();
      const added = await tx.query(
        `INSERT INTO dead_letters (id, topic, partition, "offset", key, headers, value, reason, error)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (topic, partition, "offset") DO NOTHING RETURNING id`,
        [id, topic, partition, record.offset.toString(), record.key, JSON.stringify(record.headers), withoutNul(record.value), reason, withoutNul(error)],
      );
      if (added.length > 0) await this.tell(tx, { id, topic, partition, offset: record.offset.toString(), reason, error });
      return added.length > 0;
    });
  }

  private tell(tx: Transaction, fact: { id: string; topic: string; partition: number; offset: string; reason: DeadLetterReason; error: string }): Promise<void> {
    return this.outbox.append(tx, deadLettersOf(this.service), [{ ...fact, at: new Date().toISOString() }]);
  }

  /** The newest first; `before` continues a list behind that id. */
  list({ limit = 100, before, replayed = false }: { limit?: number; before?: string | undefined; replayed?: boolean } = {}): Promise<DeadLetter[]> {
    return this.database.query<DeadLetter & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM dead_letters
       WHERE ($2::uuid IS NULL OR id < $2) AND (replayed_at IS NOT NULL) = $3 ORDER BY id DESC LIMIT $1`,
      [limit, before ?? null, replayed],
    );
  }

  async find(id: string): Promise<DeadLetter | undefined> {
    const [letter] = await this.database.query<DeadLetter & Record<string, unknown>>(`SELECT ${COLUMNS} FROM dead_letters WHERE id = $1`, [id]);
    return letter;
  }

  async markReplayed(id: string): Promise<void> {
    await this.database.query('UPDATE dead_letters SET replayed_at = now() WHERE id = $1', [id]);
  }

  async count(): Promise<number> {
    const [row] = await this.database.query<{ n: number }>('SELECT count(*)::int AS n FROM dead_letters WHERE replayed_at IS NULL');
    return row?.n ?? 0;
  }
}

/** PostgreSQL's text cannot hold NUL. */
const withoutNul = <Text extends string | null>(text: Text): Text => (text === null ? text : (text.replaceAll('\0', '\uFFFD') as Text));
