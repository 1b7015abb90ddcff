import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import type { Setting } from '../event-log.contract.ts';
import { Child, type Task } from '../support/child.ts';
import { notes } from '../support/noted.ts';
import { Seen, upTo } from '../support/seen.ts';

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
