import { describe, expect, it } from '@jest/globals';
import { Batcher } from './batcher.ts';

/** Of the event loop. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Turns that end when they are told to. Items are "<key> <number>". */
function aBatcher(settings: { readonly most?: number; readonly fails?: (items: readonly string[]) => Error | undefined } = {}) {
  const turns: { readonly items: readonly string[]; readonly end: () => void }[] = [];
  const batcher = new Batcher<string, string>({
    work: async (items) => {
      await new Promise<void>((end) => turns.push({ items, end }));
      const error = settings.fails?.(items);
      if (error) throw error;
      return items.map((item) => `did ${item}`);
    },
    keyOf: (item) => (item.startsWith('-') ? undefined : item.split(' ')[0]), isTransient: (error) => (error as Error).message === 'transient', most: settings.most ?? 10, atOnce: 1,
  });
  const endAll = async (): Promise<void> => {
    await nextTurn();
    for (let ended = 0; ended < turns.length; ended += 1) {
      turns[ended]?.end();
      await nextTurn();
    }
  };
  return { batcher, endAll, seen: () => turns.map(({ items }) => items) };
}

describe('a batcher', () => {
  it('takes what comes at the same time or meanwhile together, not more than it may', async () => {
    const { batcher, endAll, seen } = aBatcher({ most: 2 });
    const first = batcher.add('a 1');
    await nextTurn();
    const results = Promise.all([first, ...['b 1', 'c 1', 'd 1'].map((item) => batcher.add(item))]);
    await endAll();

    expect(seen()).toEqual([['a 1'], ['b 1', 'c 1'], ['d 1']]);
    expect(await results).toEqual(['did a 1', 'did b 1', 'did c 1', 'did d 1']);
  });

  it('works on items of one key one after the other, in their order', async () => {
    const { batcher, endAll, seen } = aBatcher();
    const results = Promise.all(['a 1', 'b 1', 'b 2', 'c 1', 'b 3'].map((item) => batcher.add(item)));
    await endAll();
    await results;

    expect(seen()).toEqual([['a 1', 'b 1', 'c 1'], ['b 2'], ['b 3']]);
  });

  it('tries each by itself where one spoils it for all, so that only that one fails', async () => {
    const { batcher, endAll } = aBatcher({ fails: (items) => (items.includes('bad 1') ? new Error('spoilt') : undefined) });
    const results = Promise.allSettled(['a 1', 'b 1', 'bad 1', 'c 1'].map((item) => batcher.add(item)));
    await endAll();

    expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('takes what has no key together, and ends when nothing waits any more', async () => {
    const { batcher, endAll, seen } = aBatcher();
    const done: string[] = [];
    for (const item of ['- 1', '- 2', '- 3']) void batcher.add(item).then((result) => done.push(result));
    await Promise.all([batcher.ended(), endAll()]);

    expect(seen()).toEqual([['- 1', '- 2', '- 3']]);
    expect(done).toHaveLength(3);
  });

  it('fails all of them at once where it is the fault of none', async () => {
    const { batcher, endAll, seen } = aBatcher({ fails: (items) => (items.length > 1 ? new Error('transient') : undefined) });
    const first = batcher.add('a 1');
    await nextTurn();
    const results = Promise.allSettled([first, ...['b 1', 'c 1'].map((item) => batcher.add(item))]);
    await endAll();

    expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(seen()).toHaveLength(2);
  });
});
