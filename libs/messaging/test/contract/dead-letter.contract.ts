import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import type { LogRecord } from '../../src/index.ts';
import type { Setting } from '../event-log.contract.ts';
import { notedBy } from '../support/noted.ts';
import { Seen } from '../support/seen.ts';

const POISON: LogRecord = { topic: 'other.noted.v1', key: 'a', value: 'not JSON', offset: 7n, headers: { id: 'one' } };
const letterOf = (record: LogRecord) => ({ topic: record.topic, partition: 0, record, reason: 'contract-violation' as const, error: 'broken' });

export function describeDeadLetters(setting: Setting): void {
  describe('dead letters', () => {
    it('take what PostgreSQL cannot hold as it is, and so does a stop', async () => {
      const world = await setting.aWorld();
      const { deadLetters, stoppedPartitions } = await world.aConsumer({ handle: () => undefined });
      const record = { ...POISON, key: 'a\0', value: 'b\0', headers: { id: 'i\0', 'x\0': '\ud800' } };

      const added = await deadLetters.add({ ...letterOf(record), error: 'e\0' });
      await stoppedPartitions.add(world.topic, 0, 3n, 'x\0');

      expect([added, await stoppedPartitions.list()]).toMatchObject([true, [{ error: 'x\ufffd' }]]);
      expect(await deadLetters.list()).toMatchObject([
        { key: 'a\ufffd', value: 'b\ufffd', error: 'e\ufffd', headers: { id: 'i\ufffd', 'x\ufffd': '\ufffd' } },
      ]);
    });

    it('keep another event that lies at an offset which was there before, and the same event once', async () => {
      const world = await setting.aWorld();
      const { deadLetters } = await world.aConsumer({ handle: () => undefined });

      const added = [await deadLetters.add(letterOf(POISON)), await deadLetters.add(letterOf(POISON)), await deadLetters.add(letterOf({ ...POISON, headers: { id: 'two' } }))];

      expect([added, await deadLetters.count()]).toEqual([[true, false, true], 2]);
    });

    it('are open again when what was replayed comes again and fails', async () => {
      const world = await setting.aWorld();
      const { deadLetters } = await world.aConsumer({ handle: () => undefined });
      await deadLetters.add(letterOf(POISON));
      const [letter] = await deadLetters.list();
      await deadLetters.markReplayed(letter?.id ?? '');

      const again = await deadLetters.add({ ...letterOf({ ...POISON, value: 'still not' }), error: 'again' });

      expect([again, await deadLetters.list()]).toMatchObject([true, [{ id: letter?.id, value: 'still not', error: 'again', replayedAt: null }]]);
    });

    it('are forgotten after their time, replayed ones sooner', async () => {
      const world = await setting.aWorld();
      const { deadLetters } = await world.aConsumer({ handle: () => undefined });
      for (const id of ['old', 'replayed', 'young']) await deadLetters.add(letterOf({ ...POISON, headers: { id } }));
      await world.database.query(`UPDATE dead_letters SET created_at = now() - interval '31 days' WHERE event_id = 'old'`);
      await world.database.query(`UPDATE dead_letters SET replayed_at = now() - interval '8 days' WHERE event_id = 'replayed'`);

      const gone = await deadLetters.prune({ days: 30, replayedDays: 7 });

      expect([gone, (await deadLetters.list()).map(({ headers }) => headers['id'])]).toEqual([2, ['young']]);
    });
  });

  describe('a key of a state topic', () => {
    it('is removed through the outbox, which consumers pass over', async () => {
      const world = await setting.aWorld({ retention: { kind: 'state' } });
      const seen = new Seen();
      const consumer = await world.aConsumer({ handle: seen.take });
      await world.say({ key: 'a', n: 1 });

      await world.database.transaction((tx) => world.outbox.remove(tx, world.noted, ['a']));
      await world.say({ key: 'a', n: 2 });
      await waitUntil(async () => seen.total === 2 && (await world.lag()) === 0, { what: 'both records' });

      expect([seen.of('a'), await consumer.deadLetters.count()]).toEqual([[1, 2], 0]);
    });

    it('is removed from its own topics and from state topics only', async () => {
      const world = await setting.aWorld();
      const removeFrom = (noted: typeof world.noted): Promise<void> => world.database.transaction((tx) => world.outbox.remove(tx, noted, ['a']));

      await expect(removeFrom(world.noted)).rejects.toThrow(/keeps facts/);
      await expect(removeFrom(notedBy('stranger', { kind: 'state' }))).rejects.toThrow(/does not own/);
    });
  });
}
