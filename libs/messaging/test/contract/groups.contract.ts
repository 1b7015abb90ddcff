import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import type { Member } from '../../src/index.ts';
import type { Setting } from '../event-log.contract.ts';
import { sessionOf } from '../support/address.ts';
import { notes } from '../support/noted.ts';
import { Seen, upTo } from '../support/seen.ts';
import type { World } from '../support/world.ts';

const PARTITIONS = [0, 1, 2, 3, 4, 5];

const held = (world: World, member: Pick<Member, 'holds'>): number[] => PARTITIONS.filter((partition) => member.holds(world.topic, partition));

async function untilShared(world: World, members: readonly Pick<Member, 'holds'>[], shares: readonly number[]): Promise<void> {
  const isShared = (): boolean => {
    const all = members.map((member) => held(world, member));
    return new Set(all.flat()).size === PARTITIONS.length && JSON.stringify(all.map(({ length }) => length)) === JSON.stringify(shares);
  };
  await waitUntil(isShared, { what: `shares of ${shares.join(', ')} partitions`, timeout: 60_000 });
}

const gate = (): { opened: Promise<void>; open: () => void } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};

export function describeGroups(setting: Setting): void {
  describe('groups', () => {
    it('shares the partitions of a group between its members, who may come and go', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      const keys = upTo(30).map((key) => `key ${key}`);
      const sayAll = (n: number): Promise<void> => world.say(...keys.map((key) => ({ key, n })));

      const first = await setting.join(world, 'shared', seen);
      await untilShared(world, [first], [6]);
      await sayAll(1);
      const second = await setting.join(world, 'shared', seen);
      await untilShared(world, [first, second], [3, 3]);
      await sayAll(2);
      const third = await setting.join(world, 'shared', seen);
      await untilShared(world, [first, second, third], [2, 2, 2]);
      await sayAll(3);
      await Promise.all([first.stop(), sayAll(4)]);
      await untilShared(world, [second, third], [3, 3]);
      await waitUntil(() => seen.distinct === 4 * keys.length, { what: 'all records' });

      for (const key of keys) expect(seen.firsts(key)).toEqual(upTo(4));
    });

    it('leaves partitions to a handler that takes longer than the session lasts, though another member comes', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      const session = sessionOf(setting.log.address);
      let isSlow = true;
      const slow = async (): Promise<void> => new Promise((done) => setTimeout(done, session + 2000));
      const handle = async (events: Parameters<typeof seen.take>[0]): Promise<void> => (seen.take(events), isSlow ? slow() : undefined);
      const keys = upTo(30).map((key) => `key ${key}`);
      await world.say(...keys.map((key) => ({ key, n: 1 })));
      await world.aConsumer({ handle });
      await waitUntil(() => seen.total > 0, { what: 'the handler to begin' });

      const begun = Date.now();
      await waitUntil(() => Date.now() > begun + session + 200, { what: 'a session to pass' });
      isSlow = false;
      await world.aConsumer({ handle });
      await waitUntil(async () => (await world.lag()) === 0, { what: 'the commits', timeout: 40_000, interval: 100 });

      for (const key of keys) expect(seen.of(key)).toEqual([1]);
    }, 60_000);

    it('finishes and commits the batch in hand when a member is stopped', async () => {
      const world = await setting.aWorld();
      const [seen, later] = [new Seen(), new Seen()];
      const { opened, open } = gate();
      await world.append('a', ...notes('a', 10).map((note) => JSON.stringify(note)));
      const consumer = await world.aConsumer({ handle: async (events) => (seen.take(events), opened) });
      await waitUntil(() => seen.total > 0, { what: 'the handler to begin' });

      const stopped = consumer.stop();
      open();
      await stopped;
      const lag = await world.lag();
      await world.aConsumer({ handle: later.take });
      await world.say({ key: 'a', n: 11 });
      await waitUntil(() => later.total > 0, { what: 'the next consumer' });

      expect([seen.of('a'), lag, later.of('a')]).toEqual([upTo(10), 0, [11]]);
    });
  });
}
