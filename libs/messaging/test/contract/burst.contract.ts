import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import type { Setting } from '../event-log.contract.ts';
import type { World } from '../support/world.ts';

const RECORDS = 100_000;
const AT_A_TIME = 5000;
const MB = 1024 * 1024;
const LOOK_EVERY = 10_000;
/** All records together are some 60 MB as JSON and more than that as objects. */
const MOST_IN_HAND = 40 * MB;

async function writeBurst(world: World): Promise<void> {
  const fill = 'x'.repeat(500);
  for (let from = 0; from < RECORDS; from += AT_A_TIME) {
    const records = Array.from({ length: AT_A_TIME }, (_, index) => ({
      topic: world.topic,
      key: `key ${(from + index) % 97}`,
      headers: { id: `id ${from + index}`, time: '2026-01-01T00:00:00Z' },
      value: JSON.stringify({ key: `key ${(from + index) % 97}`, n: from + index, fill }),
    }));
    await world.log.append(records);
  }
}

/** What is alive: garbage that was not collected yet says nothing. */
function aliveBytes(collect: () => void): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

export function describeBurst(setting: Setting): void {
  describe('a burst', () => {
    it('of 100,000 records is worked off in flat memory', async () => {
      const world = await setting.aWorld();
      await writeBurst(world);
      const collect = collector();
      const before = aliveBytes(collect);
      const alive: number[] = [];
      let [handled, sum] = [0, 0];

      await world.aConsumer({
        handle: (events) => {
          // Looked at with batches in hand, and first while the most is waiting.
          if (handled >= alive.length * LOOK_EVERY) alive.push(aliveBytes(collect));
          handled += events.length;
          for (const { payload } of events) sum += payload.n;
        },
      });
      await waitUntil(() => handled >= RECORDS, { what: 'the burst', timeout: 60_000 });

      expect([handled, sum]).toEqual([RECORDS, (RECORDS * (RECORDS - 1)) / 2]);
      expect(alive.length).toBeGreaterThanOrEqual(RECORDS / LOOK_EVERY);
      // What the writing has left goes at its own time.
      expect(Math.max(...alive) - Math.min(before, aliveBytes(collect))).toBeLessThan(MOST_IN_HAND);
    }, 90_000);
  });
}
