import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createDataSource } from './data-source.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { migrate, SchemaIsNewer } from './migrate.ts';

class CreateThings1764000000000 implements MigrationInterface {
  readonly name = 'CreateThings1764000000000';

  /** Fails where another runs beside it. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE things AS SELECT 1 AS n');
    await runner.query('SELECT pg_sleep(0.2)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE things');
  }
}

class AddMore1764000000001 implements MigrationInterface {
  readonly name = 'AddMore1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE things ADD COLUMN more int');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE things DROP COLUMN more');
  }
}

class Breaks1764000000002 implements MigrationInterface {
  readonly name = 'Breaks1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE things ADD COLUMN half int');
    await runner.query('SELECT 1 / 0');
  }

  down(): Promise<void> {
    return Promise.resolve();
  }
}

describe('migrations', () => {
  let server: EmbeddedPostgres;
  let dataDir: string;

  /** What a process of its own would do at its start. */
  async function start(schema: string, ...migrations: NewableFunction[]): Promise<{ ran: readonly string[]; columns: string[] }> {
    const dataSource = createDataSource({ url: server.url, schema, entities: [], migrations, poolSize: 2 });
    await dataSource.initialize();
    try {
      const ran = await migrate(dataSource);
      const columns: { name: string }[] = await dataSource.query(
        `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = $1 AND table_name = 'things' ORDER BY 1`, [schema],
      );
      return { ran, columns: columns.map(({ name }) => name) };
    } finally {
      await dataSource.destroy();
    }
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'widecast-test-migrate-'));
    server = await startEmbeddedPostgres({ dataDir, durable: false });
  });

  afterAll(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('run once, however many processes start at the same time', async () => {
    const started = await Promise.all([1, 2, 3].map(() => start('together', CreateThings1764000000000)));

    expect(started.flatMap(({ ran }) => ran)).toEqual(['CreateThings1764000000000']);
    expect(started.map(({ columns }) => columns)).toEqual([['n'], ['n'], ['n']]);
  });

  it('that are new run at the next start, and none of them by half', async () => {
    await start('growing', CreateThings1764000000000);

    const broken = await start('growing', CreateThings1764000000000, AddMore1764000000001, Breaks1764000000002).catch((error: unknown) => error);
    const again = await start('growing', CreateThings1764000000000, AddMore1764000000001);

    expect(String(broken)).toContain('division by zero');
    expect(again).toEqual({ ran: [], columns: ['more', 'n'] });
  });

  it('of a newer program keep an older one from starting, and change nothing', async () => {
    await start('newer', CreateThings1764000000000, AddMore1764000000001);

    const refused = await start('newer', CreateThings1764000000000).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(SchemaIsNewer);
    expect(String(refused)).toContain('AddMore1764000000001');
    expect((await start('newer', CreateThings1764000000000, AddMore1764000000001)).ran).toEqual([]);
  });

  it('give a session that lets go of its locks when it freezes inside a transaction', async () => {
    const dataSource = createDataSource({ url: server.url, schema: 'public', entities: [], migrations: [] });
    await dataSource.initialize();
    const limits: unknown = await dataSource.query('SHOW idle_in_transaction_session_timeout');
    await dataSource.destroy();

    expect(limits).toEqual([{ idle_in_transaction_session_timeout: '30s' }]);
  });
});
