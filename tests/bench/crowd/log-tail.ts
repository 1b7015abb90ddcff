import type { EventContract, PayloadOf } from '@widecast/contracts';
import { unpack } from '@widecast/messaging';
import { Client } from 'pg';

const PAUSE = 20;

/** Reads a topic of the embedded event log as it grows, from now on, by a connection of its own. */
export class LogTail<Contract extends EventContract> {
  private readonly offsets = new Map<number, string>();
  private isOpen = true;
  private reading: Promise<void> = Promise.resolve();

  private constructor(
    private readonly client: Client,
    private readonly contract: Contract,
    private readonly take: (payload: PayloadOf<Contract>) => void,
  ) {}

  static async open<Contract extends EventContract>(databaseUrl: string, contract: Contract, take: (payload: PayloadOf<Contract>) => void): Promise<LogTail<Contract>> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const tail = new LogTail(client, contract, take);
    const { rows } = await client.query<{ partition: number; next: string }>(
      'SELECT partition, next_offset::text AS next FROM event_log.partitions WHERE topic = $1', [contract.topic],
    );
    rows.forEach(({ partition, next }) => tail.offsets.set(partition, next));
    tail.reading = tail.read();
    return tail;
  }

  async close(): Promise<void> {
    this.isOpen = false;
    await this.reading;
    await this.client.end();
  }

  private async read(): Promise<void> {
    while (this.isOpen) {
      const { rows } = await this.client.query<{ partition: number; next: string; value: Buffer }>(
        `SELECT r.partition, (r."offset" + 1)::text AS next, r.value FROM unnest($2::int[], $3::bigint[]) AS f (partition, "from")
         JOIN event_log.records r ON r.topic = $1 AND r.partition = f.partition AND r."offset" >= f."from" ORDER BY r.partition, r."offset" LIMIT 500`,
        [this.contract.topic, [...this.offsets.keys()], [...this.offsets.values()]],
      );
      for (const { partition, next, value } of rows) {
        this.offsets.set(partition, next);
        // What the service wrote was checked by it; a second check here would be work of the bench.
        this.take(JSON.parse(unpack(value)) as PayloadOf<Contract>);
      }
      if (rows.length === 0) await new Promise((go) => setTimeout(go, PAUSE));
    }
  }
}
