import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import type { GroupConsumer } from '../../src/index.ts';
import type { Setting } from '../event-log.contract.ts';
import { Child, type Task } from '../support/child.ts';
import { notes } from '../support/noted.ts';
import { Seen, upTo } from '../support/seen.ts';
import type { World } from '../support/world.ts';

const untilTheyHold = (world: World, members: readonly GroupConsumer[], partitions: number): Promise<true> =>
  waitUntil(() => members.every((member) => upTo(6).filter((n) => member.holds(world.topic, n - 1)).length === partitions), {
    what: `members with ${partitions} partitions`, timeout: 25_000,
  });

export function describeCrashes(setting: Setting): void {
  describe('crashes', () => {
    const aChild = (act: Task['act'], service: string): Child => {
      const { address, databaseUrl } = setting.log;
      return Child.start({ act, address, databaseUrl, service });
    };

    it('gives the records of a member that was killed in the middle of a batch to the others', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      await world.aConsumer({ handle: seen.take });
      const child = aChild('consume and hang', world.service);
      await child.untilItSays('joined');

      let said = 0;
      await waitUntil(async () => {
        said += 1;
        await world.say(...upTo(20).map((key) => ({ key: `key ${key}`, n: said })));
        return child.hasSaid('took');
      }, { what: 'the child to hold something', interval: 100 });
      await child.kill();
      await waitUntil(() => seen.distinct === 20 * said, { what: 'all records', timeout: 25_000 });

      for (const key of upTo(20)) expect(seen.firsts(`key ${key}`)).toEqual(upTo(said));
    });

    it('shares the partitions of one of three members that was killed between the two that are left', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      const left = [await world.aConsumer({ handle: seen.take }), await world.aConsumer({ handle: seen.take })];
      const child = aChild('consume and hang', world.service);
      await untilTheyHold(world, left, 2);
      const keys = upTo(20).map((key) => `key ${key}`);
      await world.say(...keys.map((key) => ({ key, n: 1 })));
      await child.untilItSays('took');

      await child.kill();
      await world.say(...keys.map((key) => ({ key, n: 2 })));
      await untilTheyHold(world, left, 3);
      await waitUntil(() => seen.distinct === 40, { what: 'all records', timeout: 60_000 });

      for (const key of keys) expect(seen.firsts(key)).toEqual([1, 2]);
    });

    it('commits nothing of a member that was frozen for longer than its session and goes on then', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      await world.say(...notes('a', 20));
      const child = aChild('consume when told', world.service);
      await child.untilItSays('took');

      child.freeze();
      await world.say(...notes('a', 20, 21));
      await world.aConsumer({ handle: seen.take });
      await waitUntil(async () => seen.distinct === 40 && (await world.lag()) === 0, { what: 'the other member to do its work', timeout: 25_000 });
      child.thaw();
      child.tell('finish');
      await child.untilItSays('stopped');
      const lag = await world.lag();
      await child.kill();

      expect([lag, seen.firsts('a')]).toEqual([0, upTo(40)]);
    });

    it('publishes what a process committed that was killed before its relay ran', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      const child = aChild('write without a relay', world.service);
      await child.untilItSays('committed');
      await child.kill();

      await world.aConsumer({ handle: seen.take });
      world.startRelay();
      await waitUntil(() => seen.total === 3, { what: 'what the child committed' });

      expect(seen.of('a')).toEqual(upTo(3));
    });

    it('publishes nothing of a transaction that was rolled back', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      await world.aConsumer({ handle: seen.take });

      const failed = world.database.transaction(async (tx) => {
        await world.outbox.append(tx, world.noted, notes('a', 3));
        throw new Error('changed my mind');
      });
      await expect(failed).rejects.toThrow('changed my mind');
      await world.say({ key: 'a', n: 4 });
      await waitUntil(() => seen.total > 0, { what: 'the next record' });

      expect(seen.of('a')).toEqual([4]);
    });
  });
}
