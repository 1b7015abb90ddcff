import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import type { Outage, Setting } from '../event-log.contract.ts';
import { Seen, upTo } from '../support/seen.ts';
import type { World } from '../support/world.ts';

const KEYS = ['a', 'b', 'c', 'd'];
const BEFORE = 20;

/** Goes on writing one key after the other whatever happens, and gives how far it came. */
async function writeThrough(world: World, key: string, isOver: () => boolean): Promise<number> {
  let n = BEFORE;
  while (!isOver()) {
    const isWritten = await world.say({ key, n: n + 1 }).then(() => true, () => false);
    if (isWritten) n += 1;
    await delay(50);
  }
  return n;
}

async function keepsState(world: World, seen: Seen): ReturnType<World['aConsumer']> {
  await world.database.query('CREATE TABLE handled (key text, n int)');
  return world.aConsumer({
    handle: async (events) => {
      await world.database.transaction(async (tx) => {
        for (const { payload } of events) await tx.query('INSERT INTO handled VALUES ($1, $2)', [payload.key, payload.n]);
      });
      seen.take(events);
    },
  });
}

export function describeOutage(setting: Setting, { what, seconds, ...outage }: Outage): void {
  describe(`an outage of ${what}`, () => {
    it(`of ${seconds} s loses nothing, stops nothing and leaves no dead letters`, async () => {
      const world = await setting.aWorld({ address: outage.address, databaseUrl: outage.databaseUrl });
      const seen = new Seen();
      const consumer = await keepsState(world, seen);
      for (const n of upTo(BEFORE)) await world.say(...KEYS.map((key) => ({ key, n })));
      await waitUntil(() => seen.distinct === KEYS.length * BEFORE, { what: 'the records before' });
      let isOver = false;
      const writers = KEYS.map((key) => writeThrough(world, key, () => isOver));

      await outage.takeAway();
      await delay(seconds * 1000);
      await outage.bringBack();
      await waitUntil(() => world.log.ping().then(() => true, () => false), { what: `${what} to answer`, timeout: 30_000 });
      await delay(1000);
      isOver = true;
      const written = await Promise.all(writers);
      const all = written.reduce((sum, n) => sum + n, 0);
      await waitUntil(() => seen.distinct >= all, { what: 'all records', timeout: 30_000 });
      await waitUntil(async () => (await world.lag()) === 0, { what: 'all to be committed' });

      for (const [index, key] of KEYS.entries()) expect(seen.firsts(key).slice(0, written[index])).toEqual(upTo(written[index] ?? 0));
      expect([await consumer.deadLetters.count(), await consumer.stoppedPartitions.list()]).toEqual([0, []]);
      expect(world.errors.length).toBeGreaterThan(0);
    }, (seconds + 90) * 1000);

    it('does not keep a service from stopping', async () => {
      const world = await setting.aWorld({ address: outage.address, databaseUrl: outage.databaseUrl });
      const seen = new Seen();
      await world.aConsumer({ handle: seen.take });
      await world.say({ key: 'a', n: 1 });
      await waitUntil(() => seen.total === 1, { what: 'the record' });
      await outage.takeAway();
      await world.say({ key: 'a', n: 2 }).catch(() => undefined);

      await setting.closeWorlds();
      await outage.bringBack();

      expect(seen.total).toBe(1);
    }, 60_000);
  });
}
