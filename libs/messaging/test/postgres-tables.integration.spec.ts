import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, rowsRead, waitUntil, withinOneDay, type TestDatabase } from '@widecast/testing';
import { oldestWritingTransaction } from '../src/index.ts';
import { PAGE, REMOVE } from '../src/kafka/kafka.relay.ts';
import { drainSql, LOCK_LOG } from '../src/postgres/sequencer.sql.ts';
import { runUpkeep } from '../src/postgres/upkeep.ts';
import { notedBy, notes } from './support/noted.ts';
import { World, type WorldSettings } from './support/world.ts';

const DAY = 86_400_000;
const inDays = (days: number): number => Date.now() + days * DAY;
const nameOf = (topic: string, days: number): string => `${topic}@${new Date(inDays(days)).toISOString().slice(0, 10).replaceAll('-', '')}`;

describe('the tables of the PostgreSQL log', () => {
  let database: TestDatabase;
  const worlds: World[] = [];

  const aWorld = async (settings: Partial<WorldSettings> = {}): Promise<World> => {
    const world = await World.open({ address: { kind: 'postgres', url: database.url }, databaseUrl: database.url, ...settings });
    worlds.push(world);
    return world;
  };

  const tablesOf = async ({ database: its, topic }: World): Promise<string[]> => {
    const rows = await its.query<{ name: string }>('SELECT relname AS name FROM pg_class WHERE relkind = $2 AND relname LIKE $1 ORDER BY 1', [`${topic}@%`, 'r']);
    return rows.map(({ name }) => name);
  };

  const recordsOf = async ({ database: its, topic }: World): Promise<[string, string | null][]> => {
    const rows = await its.query<{ key: string; value: string | null }>("SELECT key, convert_from(value, 'UTF8') AS value FROM event_log.records WHERE topic = $1 ORDER BY key, \"offset\"", [topic]);
    return rows.map(({ key, value }) => [key, value]);
  };

  beforeAll(async () => {
    await withinOneDay();
    database = await createTestDatabase();
  });

  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });

  afterAll(() => database.drop());

  it('are one a day, made ahead, and dropped when their days are over', async () => {
    const world = await aWorld({ retention: { kind: 'facts', days: 3 } });
    await world.append('a', '1', '2');
    const atFirst = await tablesOf(world);

    await runUpkeep(world.database, inDays(2));
    const afterTwo = [await tablesOf(world), (await recordsOf(world)).length];
    await runUpkeep(world.database, inDays(4));

    expect(atFirst).toEqual([...[0, 1, 2].map((days) => nameOf(world.topic, days)), `${world.topic}@rest`]);
    expect(afterTwo).toEqual([[...[0, 1, 2, 3, 4].map((days) => nameOf(world.topic, days)), `${world.topic}@rest`], 2]);
    expect([await tablesOf(world), await recordsOf(world)]).toEqual([[...[1, 2, 3, 4, 5, 6].map((days) => nameOf(world.topic, days)), `${world.topic}@rest`], []]);
  });

  it('follow a time that was changed, and a reader finds what is left', async () => {
    const world = await aWorld({ retention: { kind: 'facts', days: 3 } });
    await world.append('a', '{"key":"a","n":1}');
    await world.log.ensureTopics([notedBy(world.service, { kind: 'facts', days: 30 })]);

    await runUpkeep(world.database, inDays(10));
    const kept = (await recordsOf(world)).length;
    await world.log.ensureTopics([notedBy(world.service, { kind: 'facts', days: 5 })]);
    await runUpkeep(world.database, inDays(10));
    const numbers: number[] = [];
    await world.append('a', '{"key":"a","n":2}');
    await world.aConsumer({ handle: (events) => void numbers.push(...events.map(({ payload }) => payload.n)) });
    await waitUntil(async () => (await world.lag()) === 0, { what: 'all to be committed' });

    expect([kept, numbers]).toEqual([1, [2]]);
  });

  it('take records of a day without a table into the rest, and forget them there in time', async () => {
    const world = await aWorld({ retention: { kind: 'facts', days: 3 } });
    await world.database.query(`DROP TABLE event_log."${nameOf(world.topic, 0)}"`);
    await world.append('a', '1');

    await runUpkeep(world.database);
    const now = [(await recordsOf(world)).length, (await tablesOf(world)).length];
    await runUpkeep(world.database, inDays(4));

    expect([now, await recordsOf(world)]).toEqual([[1, 3], []]);
  });

  it('keep the newest record of every key of a state topic, and nothing of a key that was removed a day ago', async () => {
    const world = await aWorld({ retention: { kind: 'state' } });
    const remove = { topic: world.topic, headers: { id: 'x' }, value: null };
    await world.append('a', '1', '2', '3');
    await world.append('b', '1', '2');
    await world.log.append([{ ...remove, key: 'b' }, { ...remove, key: 'c' }]);

    await runUpkeep(world.database);
    const compacted = await recordsOf(world);
    await world.database.query(`UPDATE event_log.records SET appended_at = now() - interval '2 days' WHERE topic = $1 AND key = 'b'`, [world.topic]);
    await runUpkeep(world.database);

    expect(compacted).toEqual([['a', '3'], ['b', null], ['c', null]]);
    expect(await recordsOf(world)).toEqual([['a', '3'], ['c', null]]);
  });

  it('are left for another time while somebody reads them: writers, starts and other topics go on', async () => {
    const [world, other] = [await aWorld(), await aWorld()];
    const waited = await world.database.transaction(async (reader) => {
      await reader.query('SELECT 1 FROM event_log.records WHERE topic = $1', [world.topic]);
      const upkeep = runUpkeep(world.database, inDays(9));
      await Promise.all([world.append('a', '1'), other.append('a', '1'), world.log.ensureTopics([world.noted])]);
      return { postponed: await upkeep, tables: (await tablesOf(other)).includes(nameOf(other.topic, 9)) };
    });
    const postponed = await runUpkeep(world.database, inDays(9));

    expect([waited, postponed]).toEqual([{ postponed: [world.topic], tables: true }, []]);
  });

  it('take a burst from an outbox row by row, also by a plan that was made while it was empty', async () => {
    const world = await aWorld();
    await world.database.query('ANALYZE outbox');

    const read = await world.database.transaction(async (tx) => {
      await tx.query(LOCK_LOG);
      await tx.query('SET LOCAL plan_cache_mode = force_generic_plan');
      await tx.query(`PREPARE drain AS ${drainSql('outbox')}`);
      await tx.query('EXECUTE drain (100)');
      await world.outbox.append(tx, world.noted, notes('a', 2000));
      return await rowsRead(tx, (db) => db.query('EXECUTE drain (100)'));
    });

    expect((await recordsOf(world)).length).toBe(100);
    expect(read).toBeLessThan(20 * 100);
  });

  it.each([1, 20_000])('are left to Kafka row by row, however many wait, also where the planner knows of %i', async (known) => {
    const world = await aWorld();
    const read = await world.database.transaction(async (tx) => {
      await tx.query(LOCK_LOG);
      await tx.query(`INSERT INTO outbox (topic, key, headers, value, bytes) SELECT 't', n::text, '{}', 'x', 1 FROM generate_series(1, 20000) n`);
      await tx.query(`SELECT pg_restore_relation_stats('schemaname', current_schema()::text, 'relname', 'outbox', 'relpages', (pg_relation_size('outbox') / 8192)::int, 'reltuples', $1::real)`, [known]);
      const ids = (await tx.query<{ id: string }>('SELECT id FROM outbox ORDER BY id LIMIT 2000')).map(({ id }) => id);
      return { page: await rowsRead(tx, (db) => db.query(PAGE, [ids])), removed: await rowsRead(tx, (db) => db.query(REMOVE, [ids])) };
    });

    // A page, what it sorts, and the two thousand that are on their way.
    expect(read.page).toBeLessThan(20_000);
    expect(read.removed).toBeLessThan(6000);
  });

  it('show the age of the oldest transaction that writes or holds the lock of the log', async () => {
    const world = await aWorld();
    const ages = await world.database.transaction(async (tx) => {
      const reading = await oldestWritingTransaction(world.database);
      await tx.query('SELECT pg_advisory_xact_lock(1), pg_sleep(0.3)');
      return [reading, await oldestWritingTransaction(world.database)];
    });

    expect(ages).toEqual([0, expect.any(Number)]);
    expect(ages[1]).toBeGreaterThan(0.3);
    await world.say(...notes('a', 1));
  });
});
