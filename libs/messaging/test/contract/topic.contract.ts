import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import { TopicKindChanged } from '../../src/index.ts';
import type { Setting } from '../event-log.contract.ts';
import { notes, notedBy } from '../support/noted.ts';
import { Seen, upTo } from '../support/seen.ts';

export function describeTopics(setting: Setting): void {
  describe('topics', () => {
    it('are left as they are when they are asked for again, by many at once, and keep records when their time is changed', async () => {
      const world = await setting.aWorld();
      const seen = new Seen();
      await world.say(...notes('a', 3));

      await Promise.all([1, 2, 3].map(() => world.log.ensureTopics([world.noted])));
      await world.log.ensureTopics([notedBy(world.service, { kind: 'facts', days: 9 })]);
      await world.aConsumer({ handle: seen.take });
      await world.say({ key: 'a', n: 4 });
      await waitUntil(() => seen.total === 4, { what: 'the records' });

      expect(seen.of('a')).toEqual(upTo(4));
    });

    it.each([['facts', { kind: 'facts', days: 3 }, { kind: 'state' }], ['state', { kind: 'state' }, { kind: 'facts', days: 3 }]] as const)(
      'that keep %s cannot become the other kind, and nothing else suffers from the attempt',
      async (_kind, was, wanted) => {
        const world = await setting.aWorld({ retention: was });

        const changed = await world.log.ensureTopics([notedBy(world.service, wanted)]).catch((error: unknown) => error);
        await world.log.ensureTopics([world.noted]);
        await world.say({ key: 'a', n: 1 });

        expect(changed).toBeInstanceOf(TopicKindChanged);
        expect(String(changed)).toContain('topic of the next version');
      },
    );
  });
}
