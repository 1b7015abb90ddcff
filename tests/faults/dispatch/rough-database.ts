import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseUnavailable, startEmbeddedPostgres, type EmbeddedPostgres } from '@widecast/database';
import { Client } from 'pg';

const PATIENCE = 60_000;

/** A durable PostgreSQL of its own that is killed in the middle and comes again by itself. */
export class RoughDatabase {
  restarts = 0;

  private constructor(private readonly server: EmbeddedPostgres, private readonly dataDir: string) {}

  static async start(dataDir: string): Promise<RoughDatabase> {
    return new RoughDatabase(await startEmbeddedPostgres({ dataDir }), dataDir);
  }

  get url(): string {
    return this.server.url;
  }

  /** Asks again for as long as the server is away; so it is for statements that may be run twice. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    for (const until = Date.now() + PATIENCE; ; await sleep(100)) {
      try {
        return await this.withClient(async (client) => (await client.query(sql, [...parameters])).rows as Row[]);
      } catch (error) {
        if (!isDatabaseUnavailable(error) || Date.now() > until) throw error;
      }
    }
  }

  /** `SIGKILL` is a crash, `SIGINT` a fast shutdown: sessions end, data is flushed. Returns when it answers again. */
  async restart(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const pid = Number((await readFile(join(this.dataDir, 'cluster/postmaster.pid'), 'utf8')).split('\n', 1)[0]);
    process.kill(pid, signal);
    this.restarts += 1;
    await sleep(200);
    await this.query('SELECT');
  }

  /** Until the work is done nobody writes to this table; whoever tries to waits. */
  async whileLocked(table: string, mode: 'SHARE' | 'ACCESS EXCLUSIVE', work: () => Promise<void>): Promise<void> {
    await this.withClient(async (client) => {
      await client.query(`SET lock_timeout = '20s'; BEGIN; LOCK TABLE ${table} IN ${mode} MODE`);
      await work();
      await client.query('ROLLBACK');
    });
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  private async withClient<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = new Client({ connectionString: this.url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
