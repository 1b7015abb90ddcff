import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import type { Setting } from '../event-log.contract.ts';
import type { World } from '../support/world.ts';

const RECORDS = 200_000;
const AT_A_TIME = 5000;
const MB = 1024 * 1024;

async function writeBurst(world: World): Promise<void> {
  const fill = 'x'.repeat(200);
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

export function describeBurst(setting: Setting): void {
  describe('a burst', () => {
    it('of 200,000 records is worked off in flat memory', async () => {
      const world = await setting.aWorld();
      await writeBurst(world);
      const before = process.memoryUsage();
      const peak = { heap: 0, rss: 0 };
      let [handled, sum] = [0, 0];
      const look = setInterval(() => {
        const { heapUsed, rss } = process.memoryUsage();
        peak.heap = Math.max(peak.heap, heapUsed - before.heapUsed);
        peak.rss = Math.max(peak.rss, rss - before.rss);
      }, 50);

      await world.aConsumer({
        handle: (events) => {
          handled += events.length;
          for (const { payload } of events) sum += payload.n;
        },
      });
      await waitUntil(() => handled >= RECORDS, { what: 'the burst', timeout: 45_000 }).finally(() => clearInterval(look));

      expect([handled, sum]).toEqual([RECORDS, (RECORDS * (RECORDS - 1)) / 2]);
      // All records together are some 60 MB as JSON and several times that as objects.
      expect(peak.heap).toBeLessThan(150 * MB);
      expect(peak.rss).toBeLessThan(300 * MB);
    }, 90_000);
  });
}
