import { describe, expect, it } from '@jest/globals';
import { deadLettersOf } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { ContractViolation, NoSuchDeadLetter, Retryable } from '../../src/index.ts';
import type { Setting } from '../event-log.contract.ts';
import { notes } from '../support/noted.ts';
import { Seen, upTo } from '../support/seen.ts';

export function describeFailures(setting: Setting): void {
  describe('failures', () => {
    it('puts poison into the dead letters at once and goes on with its key', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      const consumer = await world.aConsumer({ handle: seen.take });

      await world.append('a', '{"key":"a","n":1}', 'not JSON', '{"key":"a","n":"two"}', '{"key":"a","n":2}');
      await waitUntil(() => seen.total === 2, { what: 'what follows the poison' });
      await waitUntil(async () => (await world.lag()) === 0, { what: 'the commit' });

      const letters = await consumer.deadLetters.list();
      expect(seen.of('a')).toEqual([1, 2]);
      expect(letters.map(({ value, reason }) => [value, reason])).toEqual([
        ['{"key":"a","n":"two"}', 'contract-violation'], ['not JSON', 'contract-violation'],
      ]);
      expect(letters.map(({ error }) => error)).toEqual([expect.stringMatching(/n: .*number/), expect.stringMatching(/is not JSON/)]);
    });

    it('tries a retryable failure again with growing pauses, then puts the record into the dead letters', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      const times: number[] = [];
      const handle = (events: Parameters<typeof seen.take>[0]): void => {
        if (events.some(({ payload }) => payload.n === 2)) {
          times.push(Date.now());
          throw new Retryable('the mailbox is busy');
        }
        seen.take(events);
      };
      const consumer = await world.aConsumer({ handle, batch: 1, retry: { attempts: 3, firstPause: 200, longestPause: 5000 } });

      await world.say(...notes('a', 4));
      await waitUntil(() => seen.distinct === 3, { what: 'what follows' });

      const pauses = times.map((time, index) => time - (times[index - 1] ?? time)).slice(1, 3);
      const [letter, ...others] = await consumer.deadLetters.list();
      expect(letter).toMatchObject({ key: 'a', reason: 'retries-exhausted', error: 'Retryable: the mailbox is busy' });
      expect([others, seen.firsts('a')]).toEqual([[], [1, 3, 4]]);
      expect(pauses[0]).toBeGreaterThanOrEqual(155);
      expect(pauses[1]).toBeGreaterThanOrEqual(315);
    });

    it('lists and shows dead letters, tells of them, and gives them to the handler again', async () => {
      const world = await setting.aWorld();
      const [seen, told] = [new Seen(), [] as string[]];
      let isBroken = true;
      const handle = (events: Parameters<typeof seen.take>[0]): void => {
        if (isBroken && events.some(({ key }) => key === 'odd')) throw new ContractViolation([{ message: 'odd' }]);
        seen.take(events);
      };
      const consumer = await world.aConsumer({ handle });
      const deliver = ({ records }: { records: readonly { value: string | null; offset: bigint }[] }) => {
        told.push(...records.map(({ value }) => (JSON.parse(value ?? '{}') as { id: string }).id));
        return Promise.resolve({ next: (records.at(-1)?.offset ?? 0n) + 1n });
      };
      await world.log.join({ group: `${world.service}-alarms`, topics: [deadLettersOf(world.service).topic], deliver });

      await world.say(...upTo(3).map((n) => ({ key: 'odd', n })), { key: 'even', n: 1 });
      await waitUntil(async () => seen.total === 1 && (await consumer.deadLetters.count()) === 3, { what: 'the dead letters' });
      await waitUntil(() => told.length === 3, { what: 'the events that tell of them' });
      isBroken = false;
      const [newest, ...older] = await consumer.deadLetters.list();
      const page = await consumer.deadLetters.list({ before: newest?.id, limit: 1 });
      await consumer.replay(newest?.id ?? '');

      expect(await consumer.deadLetters.find(newest?.id ?? '')).toMatchObject({ key: 'odd', value: '{"key":"odd","n":3}', replayedAt: expect.any(String) });
      expect([seen.of('odd'), page, told.toSorted()]).toEqual([[3], older.slice(0, 1), [newest, ...older].map((letter) => letter?.id ?? '').toSorted()]);
      expect((await consumer.deadLetters.list({ replayed: true })).map(({ id }) => id)).toEqual([newest?.id]);
      await expect(consumer.replay(crypto.randomUUID())).rejects.toThrow(NoSuchDeadLetter);
    });
  });
}
