import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { familyOf } from '../processes.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@widecast/database';

/** The PostgreSQL of `npm start`, with the settings that ship: everything measured here uses it. */
export class BenchDatabase {
  private made = 0;

  private constructor(private readonly server: EmbeddedPostgres, private readonly folder: string, private readonly isKept: boolean) {}

  /** With a folder the data stays for the next run. */
  static async start(kept?: string): Promise<BenchDatabase> {
    const folder = kept === undefined ? await mkdtemp(join(tmpdir(), 'widecast-bench-')) : resolve(process.env['INIT_CWD'] ?? '.', kept);
    return new BenchDatabase(await startEmbeddedPostgres({ dataDir: folder }), folder, kept !== undefined);
  }

  /** The database that is there from the beginning. */
  get url(): string {
    return this.server.url;
  }

  /** A new empty database; gives its URL. */
  async create(): Promise<string> {
    const name = `bench_${(this.made += 1)}`;
    await ask(this.server.url, `CREATE DATABASE ${name}`);
    const url = new URL(this.server.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** Seconds of CPU that the server has used, all its processes together. */
  cpuSeconds(): number {
    // A bench that keeps its folder has it in its own command too.
    return familyOf(-1, `-D ${this.folder}`).reduce((sum, { seconds }) => sum + seconds, 0);
  }

  async drop(url: string): Promise<void> {
    await ask(this.server.url, `DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    if (!this.isKept) await rm(this.folder, { recursive: true, force: true });
  }
}

/** The rows of one statement on a connection of its own. */
export async function ask<Row extends Record<string, unknown>>(url: string, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...parameters])).rows;
  } finally {
    await client.end();
  }
}
