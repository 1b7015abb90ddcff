import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyInto, type Cell } from './copy.ts';
import { createDataSource } from './data-source.ts';
import { Database } from './database.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/embedded-postgres.ts';

const ID = '0197a2b4-c6d8-7eaf-8012-3456789abcde';
const COLUMNS = { id: 'uuid', label: 'text', told: 'json', facts: 'jsonb', good: 'boolean', n: 'int4', share: 'float8', state: 'text' } as const;

let folder: string;
let server: EmbeddedPostgres;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'widecast-copy-'));
  server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  database = new Database(createDataSource({ url: server.url, schema: 'public', entities: [], migrations: [] }));
  await database.dataSource.initialize();
  await database.query(`CREATE TYPE things_state AS ENUM ('open', 'over')`);
  await database.query('CREATE TABLE things (id uuid, label text, told json, facts jsonb, good boolean, n int, share float8, state things_state)');
}, 60_000);

afterAll(async () => {
  await database.dataSource.destroy();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const copy = (rows: readonly Cell[][]): Promise<void> => database.transaction((tx) => copyInto(tx, 'things', COLUMNS, rows));
const copied = (): Promise<unknown[]> => database.query('DELETE FROM things RETURNING *');

describe('rows that are copied into a table', () => {
  it.each([
    ['short', 'Anna\t\\N "x"\r\n'], ['not of ASCII', 'Łódź, Москва, 北京 🙂'], ['long', 'ä\\b'.repeat(50_000)], ['empty', ''], ['with half of a pair', 'a\uD83D', 'a\uFFFD'], ['with NUL', 'a\0b', 'ab'],
  ])('are those that were given: text that is %s', async (_kind, label, kept = label) => {
    await copy([[ID, label, { label: kept }, [kept, { deep: [1.5, null, true] }], true, -7, 0.25, 'over']]);
    expect(await copied()).toEqual([{ id: ID, label: kept, told: { label: kept }, facts: [kept, { deep: [1.5, null, true] }], good: true, n: -7, share: 0.25, state: 'over' }]);
  });

  it('may be none, have cells that are not there, and be more than a piece', async () => {
    await copy([]);
    await copy(Array.from({ length: 9_000 }, (_, n) => [n % 2 === 0 ? null : ID.replaceAll('-', '').toUpperCase(), undefined, null, null, null, n, null, null]));
    const rows = await copied();
    expect(rows).toHaveLength(9_000);
    expect(rows.at(-1)).toEqual({ id: ID, label: null, told: null, facts: null, good: null, n: 8_999, share: null, state: null });
  });

  it('are none of them there where one has an id that is none', async () => {
    await expect(copy([[ID, 'one', null, null, null, 1, null, null], ['0197a2b4', 'two', null, null, null, 2, null, null]])).rejects.toThrow(`'0197a2b4' is no UUID`);
    expect(await copied()).toEqual([]);
  });
});
