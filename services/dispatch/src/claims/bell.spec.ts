import { describe, expect, it } from '@jest/globals';
import { Bell } from './bell.ts';

const never = new AbortController().signal;

describe('the bell of the senders', () => {
  it('wakes everybody who waits, and nobody who comes later', async () => {
    const bell = new Bell();
    const waiting = [bell.wait(60_000, never), bell.wait(60_000, never)];
    bell.ring();

    expect(await Promise.all(waiting)).toEqual([true, true]);
    expect(await bell.wait(1, never)).toBe(false);
  });

  it('lets go at once of those who are to stop', async () => {
    const [bell, stop] = [new Bell(), new AbortController()];
    const waiting = bell.wait(60_000, stop.signal);
    stop.abort();

    expect(await waiting).toBe(false);
    expect(await bell.wait(60_000, stop.signal)).toBe(false);
  });
});
