import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Kept } from './kept.ts';

describe('what is kept', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('is read once for all who ask, and again when it is old', async () => {
    let readings = 0;
    const kept = new Kept({ keeps: 60_000, read: () => delay(5, (readings += 1)) });

    expect(await Promise.all([kept.get(), kept.get(), kept.get()])).toEqual([1, 1, 1]);
    expect(await kept.get()).toBe(1);
    jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
    expect(await kept.get()).toBe(2);
  });

  it('is no failure', async () => {
    let readings = 0;
    const kept = new Kept({ keeps: 1000, read: () => ((readings += 1) === 1 ? Promise.reject(new Error('once')) : Promise.resolve('good')) });

    await expect(kept.get()).rejects.toThrow('once');
    expect(await kept.get()).toBe('good');
  });
});
