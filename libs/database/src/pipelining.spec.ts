import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDataSource } from './data-source.ts';
import { Database } from './database.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/embedded-postgres.ts';

let folder: string;
let server: EmbeddedPostgres;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'widecast-pipelining-'));
  server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  database = new Database(createDataSource({ url: server.url, schema: 'public', entities: [], migrations: [] }));
  await database.dataSource.initialize();
  await database.query('CREATE TABLE things (n int PRIMARY KEY)');
}, 60_000);

beforeEach(() => database.query('TRUNCATE things'));

afterAll(async () => {
  await database.dataSource.destroy();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const put = 'INSERT INTO things VALUES ($1)';
const numbers = async (): Promise<number[]> => (await database.query<{ n: number }>('SELECT n FROM things ORDER BY n')).map(({ n }) => n);

describe('a pipelined transaction', () => {
  it('runs statements that are asked for together in their order, each with its own answer', async () => {
    const answers = await database.pipelinedTransaction((tx) => Promise.all([
      tx.query(put, [1]), tx.query('SELECT count(*)::int AS n FROM things'), tx.query(put, [2]), tx.query('SELECT count(*)::int AS n FROM things'),
    ]));

    expect(answers).toEqual([[], [{ n: 1 }], [], [{ n: 2 }]]);
    expect(await numbers()).toEqual([1, 2]);
  });

  it('leaves nothing where one of them fails, tells that error, and its connection is as good as before', async () => {
    const failing = database.pipelinedTransaction((tx) => Promise.all([tx.query(put, [1]), tx.query(put, [1]), tx.query(put, [2])]));

    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await numbers()).toEqual([]);
    await database.transaction((tx) => tx.query(put, [3]));
    await database.pipelinedTransaction((tx) => Promise.all([tx.query(put, [4]), tx.query(put, [5])]));
    expect(await numbers()).toEqual([3, 4, 5]);
  });

  it('is committed with what was posted, and ends with the error of what was posted and failed', async () => {
    await database.pipelinedTransaction(async (tx) => {
      await tx.post(put, [1]);
      expect(await tx.query('SELECT n FROM things')).toEqual([{ n: 1 }]);
      await tx.post(put, [2]);
    });
    const committed: string[] = [];
    const failing = database.pipelinedTransaction(async (tx) => {
      tx.afterCommit(() => committed.push('told'));
      await tx.post(put, [3]);
      await tx.post(put, [1]);
      await tx.query('SELECT n FROM things');
    });

    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(committed).toEqual([]);
    expect(await numbers()).toEqual([1, 2]);
  });

  it('keeps nothing of what goes on beside work that has failed', async () => {
    let beside: Promise<unknown> = Promise.resolve();
    const failing = database.pipelinedTransaction((tx) => {
      beside = tx.query('SELECT pg_sleep(0.05)').then(() => new Promise((soon) => setTimeout(soon, 50))).then(() => tx.query(put, [1]));
      return Promise.all([beside, Promise.reject(new Error('a defect'))]);
    });

    await expect(failing).rejects.toThrow('a defect');
    await expect(beside).rejects.toThrow('The transaction is over');
    expect(await numbers()).toEqual([]);
  });

  it('is tried again after a deadlock like any other', async () => {
    let attempts = 0;
    await database.pipelinedTransaction(async (tx) => {
      attempts += 1;
      await Promise.all([tx.query(put, [attempts]), attempts === 1 ? tx.query("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$") : tx.query('SELECT 1')]);
    });

    expect(await numbers()).toEqual([2]);
  });
});
