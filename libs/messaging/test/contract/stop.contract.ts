import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import type { GroupConsumer, ReceivedEvent, StoppedPartition } from '../../src/index.ts';
import type { Setting } from '../event-log.contract.ts';
import type { Noted } from '../support/noted.ts';
import { Seen, upTo } from '../support/seen.ts';
import type { World } from '../support/world.ts';

const KEYS = upTo(30).map((key) => `key ${key}`);
const BAD = 'key 7';

/** A handler with a defect that shows at the second record of one key until it is repaired. */
class Fragile {
  readonly seen = new Seen();
  isBroken = true;

  readonly handle = (events: readonly ReceivedEvent<Noted>[]): void => {
    if (this.isBroken && events.some(({ key, payload }) => key === BAD && payload.n === 2)) throw new TypeError('name of undefined');
    this.seen.take(events);
  };
}

const sayAll = (world: World, n: number): Promise<void> => world.say(...KEYS.map((key) => ({ key, n })));

const lagging = async (world: World): Promise<number[]> =>
  (await world.log.lagOf(world.service, [world.topic])).filter(({ lag }) => lag > 0n).map(({ partition }) => partition);

async function untilStopped(world: World, consumer: GroupConsumer): Promise<StoppedPartition> {
  const stopped = await waitUntil(async () => (await consumer.stoppedPartitions.list())[0], { what: 'the stop', timeout: 60_000 });
  await waitUntil(async () => String(await lagging(world)) === String([stopped.partition]), { what: 'the other partitions', timeout: 60_000 });
  return stopped;
}

const untilBothHold = (world: World, consumers: readonly GroupConsumer[]): Promise<true> =>
  waitUntil(() => consumers.every((consumer) => [0, 1, 2, 3, 4, 5].filter((partition) => consumer.holds(world.topic, partition)).length === 3), {
    what: 'both to hold three partitions', timeout: 60_000,
  });

const untilAllIsDone = (world: World, consumer: GroupConsumer): Promise<true> =>
  waitUntil(async () => (await world.lag()) === 0 && (await consumer.stoppedPartitions.list()).length === 0, { what: 'the end', timeout: 60_000 });

export function describeStops(setting: Setting): void {
  describe('a defect', () => {
    it('stops its partition and nothing else, until a person lets it go on', async () => {
      const world = await setting.aWorld();
      const fragile = new Fragile();
      const consumer = await world.aConsumer({ handle: fragile.handle });
      for (const n of upTo(4)) await sayAll(world, n);
      const stopped = await untilStopped(world, consumer);

      fragile.isBroken = false;
      const resolved = await consumer.stoppedPartitions.resolve(world.topic, stopped.partition, 'resume');
      await untilAllIsDone(world, consumer);

      expect([stopped.error, resolved]).toEqual(['TypeError: name of undefined', true]);
      expect(await consumer.deadLetters.list()).toEqual([]);
      for (const key of KEYS) expect(fragile.seen.firsts(key)).toEqual(upTo(4));
    });

    it('is passed over when a person says so, also where nothing follows, and lies in the dead letters then', async () => {
      const world = await setting.aWorld();
      const fragile = new Fragile();
      const consumer = await world.aConsumer({ handle: fragile.handle });
      await world.say({ key: BAD, n: 1 }, { key: BAD, n: 2 });
      const stopped = await untilStopped(world, consumer);

      await consumer.stoppedPartitions.resolve(world.topic, stopped.partition, 'skip');
      await untilAllIsDone(world, consumer);
      const [letter, ...others] = await consumer.deadLetters.list();
      await world.say({ key: BAD, n: 3 });
      await waitUntil(() => fragile.seen.firsts(BAD).includes(3), { what: 'the next record' });

      expect(letter).toMatchObject({ reason: 'skipped', key: BAD, offset: stopped.offset });
      expect([others, fragile.seen.firsts(BAD)]).toEqual([[], [1, 3]]);
    });

    it('is still there after a restart, and a decision made meanwhile is followed', async () => {
      const world = await setting.aWorld();
      const fragile = new Fragile();
      const first = await world.aConsumer({ handle: fragile.handle });
      for (const n of upTo(3)) await sayAll(world, n);
      const stopped = await untilStopped(world, first);
      await first.stop();
      await first.stoppedPartitions.resolve(world.topic, stopped.partition, 'skip');

      const second = await world.aConsumer({ handle: fragile.handle });
      await untilAllIsDone(world, second);

      expect((await second.deadLetters.list()).map(({ reason }) => reason)).toEqual(['skipped']);
      expect(fragile.seen.firsts(BAD)).toEqual([1, 3]);
    });

    it('is forgotten when another member works it off, and no decision reaches it then', async () => {
      const world = await setting.aWorld();
      const other = await setting.aWorld({ service: world.service });
      const fragile = new Fragile();
      const consumers = [await world.aConsumer({ handle: fragile.handle }), await other.aConsumer({ handle: fragile.handle })] as const;
      await untilBothHold(world, consumers);
      for (const n of upTo(3)) await sayAll(world, n);
      const { partition } = await untilStopped(world, consumers[0]);
      const [holder, heir] = consumers[0].holds(world.topic, partition) ? consumers : consumers.toReversed();

      fragile.isBroken = false;
      await holder?.stop();
      await untilAllIsDone(world, consumers[0]);

      expect(await heir?.stops.decide(world.topic, partition, 'skip')).toBe('unknown');
      expect([fragile.seen.firsts(BAD), await consumers[0].deadLetters.list()]).toEqual([upTo(3), []]);
    });

    it('is forgotten when it is gone after a restart', async () => {
      const world = await setting.aWorld();
      const fragile = new Fragile();
      const first = await world.aConsumer({ handle: fragile.handle });
      for (const n of upTo(3)) await sayAll(world, n);
      await untilStopped(world, first);
      await first.stop();

      fragile.isBroken = false;
      await untilAllIsDone(world, await world.aConsumer({ handle: fragile.handle }));

      expect(fragile.seen.firsts(BAD)).toEqual(upTo(3));
    });
  });
}
