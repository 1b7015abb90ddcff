import type { PoolClient } from 'pg';
import type { QueryRunner } from 'typeorm';
import type { Database } from '@widecast/database';
import type { OutgoingRecord } from '../log/event-log.ts';
import { unpack } from '../log/packed.ts';

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly headers: string;
  readonly value: Buffer | null;
}

const PAGE_ROWS = 2000;
const PAGE_BYTES = 2 * 1024 * 1024;
/** Pages before the loop may stop or look at its lock again, however busy the writers are. */
const PAGES = 50;

// Always from the oldest row on, without those that are on their way: behind a cursor a row of a slower transaction would be
// passed over, and come after a row of its own key that was written later.
export const PAGE = `
  SELECT id::text AS id, topic, key, headers, value FROM (
    SELECT *, sum(bytes) OVER (ORDER BY id) - bytes AS before
    FROM (
      SELECT id, topic, key, headers, value, bytes + octet_length(headers) AS bytes FROM outbox WHERE id <> ALL($1::bigint[])
      ORDER BY id LIMIT ${PAGE_ROWS}
    ) page
  ) sized WHERE before < ${PAGE_BYTES} ORDER BY sized.id
`;

export const REMOVE = 'DELETE FROM outbox WHERE id = ANY($1::bigint[])';

/**
 * Moves outbox rows to the broker: read, send, delete. A crash between the last two sends them again.
 * One process does it per schema, the one whose connection holds the advisory lock.
 */
export class OutboxDrain {
  private lock: { runner: QueryRunner; client: PoolClient } | undefined;

  constructor(
    private readonly database: Database,
    private readonly send: (records: readonly OutgoingRecord[]) => Promise<void>,
  ) {}

  /** Gives how many rows were moved, undefined where another process holds the lock. */
  async drain(): Promise<number | undefined> {
    if (!(await this.locked())) return undefined;
    let moved = 0;
    let deleted: readonly Row[] = [];
    let page = await this.pageWithout([]);
    let deleting: Promise<unknown> = Promise.resolve();
    for (let pages = 0; page.length > 0 && pages < PAGES; pages += 1) {
      // The next page is read and the last one deleted while this one is on its way.
      const [following] = await Promise.all([this.pageWithout([...deleted, ...page]), this.send(page.map(recordOf)), deleting]);
      deleting = this.remove(page);
      moved += page.length;
      deleted = page;
      page = following;
    }
    await deleting;
    return moved;
  }

  async release(): Promise<void> {
    const held = this.lock;
    this.lock = undefined;
    if (!held) return;
    await held.client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await held.runner.release();
  }

  private async locked(): Promise<boolean> {
    if (this.lock) {
      try {
        await this.lock.client.query('SELECT 1');
        return true;
      } catch (error) {
        await this.release();
        throw error;
      }
    }
    const runner = this.database.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    const { rows } = await client.query<{ mine: boolean }>(`SELECT pg_try_advisory_lock(hashtext('widecast relay ' || current_schema())) AS mine`);
    if (rows[0]?.mine) this.lock = { runner, client };
    else await runner.release();
    return this.lock !== undefined;
  }

  private pageWithout(rows: readonly Row[]): Promise<Row[]> {
    return this.database.query<Row>(PAGE, [rows.map(({ id }) => id)]);
  }

  private remove(rows: readonly Row[]): Promise<unknown> {
    return this.database.query(REMOVE, [rows.map(({ id }) => id)]);
  }
}

function recordOf({ topic, key, headers, value }: Row): OutgoingRecord {
  return { topic, key, value: value && unpack(value), headers: JSON.parse(headers) as Record<string, string> };
}
