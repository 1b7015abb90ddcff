import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import { GroupHasMembers } from '../../src/index.ts';
import type { Setting } from '../event-log.contract.ts';
import { notes } from '../support/noted.ts';
import { Seen, upTo } from '../support/seen.ts';
import type { World } from '../support/world.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e'];
const WRITERS = 6;
const TRANSACTIONS = 40;

/** Counts a key up under its row lock and tells of it; every third transaction dawdles after it has told. */
async function writeUnderLock(world: World, writer: number): Promise<void> {
  for (let turn = 0; turn < TRANSACTIONS; turn += 1) {
    const key = KEYS[(writer + turn) % KEYS.length] ?? 'a';
    await world.database.transaction(async (tx) => {
      const [row] = await tx.query<{ n: number }>('UPDATE counters SET n = n + 1 WHERE key = $1 RETURNING n', [key]);
      await world.outbox.append(tx, world.noted, [{ key, n: row?.n ?? 0 }]);
      if (turn % 3 === 0) await tx.query('SELECT pg_sleep(0.004)');
    });
  }
}

export function describeOrder(setting: Setting): void {
  describe('order and replay', () => {
    it('gives the records of a key in the order of their transactions, each at least once, however many write at once', async () => {
      const world = await setting.aWorld();
      await world.database.query('CREATE TABLE counters AS SELECT key, 0 AS n FROM unnest($1::text[]) AS key', [KEYS]);
      const seen = new Seen();
      await world.aConsumer({ handle: seen.take, batch: 7, lanes: 3 });
      world.startRelay();

      await Promise.all(Array.from({ length: WRITERS }, (_, writer) => writeUnderLock(world, writer)));
      await waitUntil(() => seen.distinct === WRITERS * TRANSACTIONS, { what: 'all records', timeout: 60_000 });

      for (const key of KEYS) expect(seen.firsts(key)).toEqual(upTo((WRITERS * TRANSACTIONS) / KEYS.length));
      await waitUntil(async () => (await world.lag()) === 0, { what: 'all to be committed' });
    });

    it('gives each group all records, whatever the others have done', async () => {
      const world = await setting.aWorld();
      await world.say(...notes('a', 20), ...notes('b', 20));
      const [early, late] = [new Seen(), new Seen()];

      await setting.join(world, 'early', early);
      await waitUntil(() => early.distinct === 40, { what: 'the early group' });
      await setting.join(world, 'late', late);
      await waitUntil(() => late.distinct === 40, { what: 'the late group' });

      expect([late.firsts('a'), late.firsts('b')]).toEqual([upTo(20), upTo(20)]);
    });

    it('gives a group everything again after it was set back, which it refuses while members run', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      await world.say(...notes('a', 30));
      const member = await setting.join(world, 'again', seen);
      await waitUntil(async () => seen.total === 30 && (await world.lag(`${world.service}-again`)) === 0, { what: 'the first run' });

      const refused = await world.log.rewind(`${world.service}-again`, [world.topic]).catch((error: unknown) => error);
      await member.stop();
      await world.log.rewind(`${world.service}-again`, [world.topic]);
      await setting.join(world, 'again', seen);
      await waitUntil(() => seen.total === 60, { what: 'the second run' });

      expect(refused).toBeInstanceOf(GroupHasMembers);
      expect(seen.of('a')).toEqual([...upTo(30), ...upTo(30)]);
    });

    it('gives a consumer everything again when it is told to, unless another replica runs', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      const consumer = await world.aConsumer({ handle: seen.take });
      const replica = await world.aConsumer({ handle: seen.take });
      await world.say(...notes('a', 30));
      await waitUntil(async () => seen.distinct === 30 && (await world.lag()) === 0, { what: 'the first run' });

      const refused = await consumer.rewind().catch((error: unknown) => error);
      await world.say({ key: 'a', n: 31 });
      await waitUntil(async () => seen.distinct === 31 && (await world.lag()) === 0, { what: 'both to go on', timeout: 60_000 });
      await replica.stop();
      const before = seen.total;
      await consumer.rewind();
      await waitUntil(() => seen.total === before + 31, { what: 'the second run', timeout: 60_000 });

      expect(refused).toBeInstanceOf(GroupHasMembers);
      expect(seen.of('a').slice(before)).toEqual(upTo(31));
    });

    it('carries a record of 1 MB', async () => {
      const world = await setting.aWorld();
      const lengths: number[] = [];
      await world.aConsumer({ handle: (events) => void lengths.push(...events.map(({ payload }) => payload.fill?.length ?? 0)) });

      await world.say(...[1, 2, 3].map((n) => ({ key: 'a', n, fill: 'x'.repeat(1024 * 1024) })), { key: 'a', n: 4 });
      await waitUntil(() => lengths.length >= 4, { what: 'the large records' });

      expect(lengths).toEqual([1_048_576, 1_048_576, 1_048_576, 0]);
    });
  });
}
