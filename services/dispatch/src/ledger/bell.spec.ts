import { describe, expect, it } from '@jest/globals';
import { Bell } from './bell.ts';

const never = new AbortController().signal;

describe('the bell of the senders', () => {
  it('wakes everybody who waits, and nobody who has heard it', async () => {
    const bell = new Bell();
    const waiting = [bell.wait(0, 60_000, never), bell.wait(0, 60_000, never)];
    bell.ring();

    expect(await Promise.all(waiting)).toEqual([true, true]);
    expect(await bell.wait(bell.rings, 1, never)).toBe(false);
  });

  it('is not missed by who was looking for work while it rang', async () => {
    const bell = new Bell();
    const { rings } = bell;
    bell.ring();

    expect(await bell.wait(rings, 60_000, never)).toBe(true);
  });

  it('lets go at once of those who are to stop', async () => {
    const [bell, stop] = [new Bell(), new AbortController()];
    const waiting = bell.wait(0, 60_000, stop.signal);
    stop.abort();

    expect(await waiting).toBe(false);
    expect(await bell.wait(0, 60_000, stop.signal)).toBe(false);
  });
});
