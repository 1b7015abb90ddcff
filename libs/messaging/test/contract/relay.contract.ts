import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import type { Setting } from '../event-log.contract.ts';
import { Child } from '../support/child.ts';
import { notes } from '../support/noted.ts';
import { Seen, upTo } from '../support/seen.ts';
import type { World } from '../support/world.ts';

const KEYS = ['a', 'b', 'c', 'd'];
const TURNS = 60;

/** Sessions that wait for a lock to delete rows of the outbox: what they moved is in the log by now, where that is a step of its own. */
const DELETING = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%DELETE FROM outbox%' AND pid <> pg_backend_pid()`;

async function isDeleting({ database }: World): Promise<boolean> {
  const [row] = await database.query<{ n: number }>(`SELECT count(*)::int AS n ${DELETING}`);
  return (row?.n ?? 0) > 0;
}

export function describeRelays(setting: Setting): void {
  describe('relays', () => {
    it('move every record once and in order, however many there are of them', async () => {
      const world = await setting.aWorld();
      const other = await setting.aWorld({ service: world.service });
      const seen = new Seen();
      await world.aConsumer({ handle: seen.take });
      for (const each of [world, other]) each.startRelay();

      const write = async (from: World, keys: readonly string[]): Promise<void> => {
        for (const n of upTo(TURNS)) await from.say(...keys.map((key) => ({ key, n })));
      };
      await Promise.all([write(world, KEYS.slice(0, 2)), write(other, KEYS.slice(2))]);
      await waitUntil(() => seen.distinct === KEYS.length * TURNS, { what: 'all records', timeout: 60_000 });

      for (const key of KEYS) expect(seen.of(key)).toEqual(upTo(TURNS));
    });

    it('take over from one that was killed between sending and deleting: nothing is lost or out of order', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      await world.aConsumer({ handle: seen.take });
      await world.database.transaction((tx) => world.outbox.append(tx, world.noted, notes('a', 10)));

      const { address, databaseUrl } = setting.log;
      await world.database.transaction(async (holder) => {
        await holder.query('SELECT id FROM outbox FOR UPDATE');
        const child = Child.start({ act: 'relay', address, databaseUrl, service: world.service });
        await waitUntil(() => isDeleting(world), { what: 'the relay to delete what it sent', timeout: 25_000 });
        // PostgreSQL moves in one statement; there is nothing between.
        if (address.kind === 'kafka') await waitUntil(() => seen.distinct === 10, { what: 'what was sent' });
        await child.kill();
        // The server itself does not notice until it has the lock.
        await world.database.query(`SELECT pg_terminate_backend(pid) ${DELETING}`);
      });
      await world.say(...notes('a', 5, 11));
      await waitUntil(() => seen.distinct === 15, { what: 'all records', timeout: 60_000 });

      expect(seen.firsts('a')).toEqual(upTo(15));
    });
  });
}
