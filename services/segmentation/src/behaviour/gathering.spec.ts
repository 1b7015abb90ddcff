import { describe, expect, it } from '@jest/globals';
import { Gathering } from './gathering.ts';

describe('gathering', () => {
  it('works on lists that come within a moment as one', async () => {
    const done: string[][] = [];
    const gathering = new Gathering<string>((items) => Promise.resolve(void done.push([...items])), 1);

    await Promise.all([gathering.add(['a', 'b']), gathering.add(['c'])]);
    await gathering.add(['d']);

    expect(done).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('returns only when the list is done', async () => {
    let isDone = false;
    const gathering = new Gathering<string>(async () => {
      await Promise.resolve();
      isDone = true;
    }, 1);

    await gathering.add(['a']);

    expect(isDone).toBe(true);
  });

  it('works on each list by itself where one of them fails, and tells nobody else of it', async () => {
    const done: string[][] = [];
    const work = (items: readonly string[]): Promise<void> => (items.includes('bad') ? Promise.reject(new Error('bad')) : Promise.resolve(void done.push([...items])));
    const gathering = new Gathering(work, 1);

    const ends = await Promise.allSettled([gathering.add(['a']), gathering.add(['bad']), gathering.add(['c'])]);

    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(done).toEqual([['a'], ['c']]);
  });

  it('tries a list that came alone and fails only once', async () => {
    let tries = 0;
    const gathering = new Gathering<string>(() => Promise.reject(new Error(`try ${(tries += 1)}`)), 1);

    await expect(gathering.add(['a'])).rejects.toThrow('try 1');
  });
});
