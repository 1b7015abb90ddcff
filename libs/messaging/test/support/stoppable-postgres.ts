import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@widecast/database';

/** A PostgreSQL that goes away and comes back on the same port with the same data. */
export class StoppablePostgres {
  private constructor(
    private readonly dataDir: string,
    private server: EmbeddedPostgres,
  ) {}

  static async start(): Promise<StoppablePostgres> {
    const dataDir = await mkdtemp(join(tmpdir(), 'widecast-test-outage-'));
    return new StoppablePostgres(dataDir, await startEmbeddedPostgres({ dataDir, durable: false }));
  }

  get url(): string {
    return this.server.url;
  }

  async takeAway(): Promise<void> {
    await this.server.stop();
  }

  async bringBack(): Promise<void> {
    this.server = await startEmbeddedPostgres({ dataDir: this.dataDir, durable: false, port: this.server.port });
  }

  async close(): Promise<void> {
    await this.server.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
