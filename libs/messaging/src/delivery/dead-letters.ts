import { deadLettersOf } from '@widecast/contracts';
import type { Database, Transaction } from '@widecast/database';
import { uuidv7 } from '../log/envelope.ts';
import type { LogRecord } from '../log/event-log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { storable } from './storable.ts';

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

// The event's id belongs to the key: in another log, or a topic made anew, offsets begin again.
const ADD = `
  INSERT INTO dead_letters (id, topic, partition, "offset", event_id, key, headers, value, reason, error)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (topic, partition, "offset", event_id) DO UPDATE SET
    value = EXCLUDED.value, reason = EXCLUDED.reason, error = EXCLUDED.error, created_at = now(), replayed_at = NULL
  WHERE dead_letters.replayed_at IS NOT NULL RETURNING id`;

/** Ids are ours or a stranger's; an index takes no text of any length. */
const LONGEST_ID = 200;

/** Records that a service could not digest, kept in its own schema until they are replayed or their time is over. */
export class DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly service: string,
  ) {}

  /** Keeps the record and tells of it, once: false where it lies here already and was not replayed meanwhile. */
  async add(letter: Undeliverable): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [added] = await tx.query<{ id: string }>(ADD, rowOf(letter));
      if (added) await this.tell(tx, added.id, letter);
      return added !== undefined;
    });
  }

  private tell(tx: Transaction, id: string, { topic, partition, record, reason, error }: Undeliverable): Promise<void> {
    const fact = { id, topic, partition, offset: record.offset.toString(), reason, error, at: new Date().toISOString() };
    return this.outbox.append(tx, deadLettersOf(this.service), [fact]);
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

  /** Forgets those older than so many days, and replayed ones sooner: personal data lies in them. Gives how many. */
  async prune({ days, replayedDays }: { days: number; replayedDays: number }): Promise<number> {
    const gone = await this.database.query(
      `DELETE FROM dead_letters WHERE created_at < now() - make_interval(days => $1) OR replayed_at < now() - make_interval(days => $2) RETURNING 1`,
      [days, replayedDays],
    );
    return gone.length;
  }
}

function rowOf({ topic, partition, record, reason, error }: Undeliverable): unknown[] {
  const headers = Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [storable(name), storable(value)]));
  const eventId = (headers['id'] ?? '').slice(0, LONGEST_ID);
  const value = record.value === null ? null : storable(record.value);
  return [uuidv7(), topic, partition, record.offset.toString(), eventId, storable(record.key), JSON.stringify(headers), value, reason, storable(error)];
}
