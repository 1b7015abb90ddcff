import { describe, expect, it, jest } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import { RelayLoop, type RelayLoopSettings } from './relay-loop.ts';

/** A loop over an outbox of which only the number of rows is known. */
function aLoop(settings: Partial<RelayLoopSettings> = {}) {
  const state = { rows: 0, drains: 0, errors: [] as unknown[] };
  const drain = (): Promise<number> => {
    state.drains += 1;
    const moved = Math.min(state.rows, 10);
    state.rows -= moved;
    return Promise.resolve(moved);
  };
  const loop = new RelayLoop({ drain, onError: (error) => state.errors.push(error), poll: 60_000, ...settings });
  return { loop, state };
}

const failing = (): Promise<number> => Promise.reject(new Error('the database is gone'));

describe('the relay loop', () => {
  it('drains until nothing is left, then sleeps until it is woken', async () => {
    const { loop, state } = aLoop();
    await waitUntil(() => state.drains === 1, { what: 'the first look' });
    state.rows = 35;
    loop.wake();
    await waitUntil(() => state.rows === 0, { what: 'the rows' });

    await waitUntil(() => state.drains >= 6, { what: 'the look that finds nothing' });
    await loop.stop();
  });

  it('looks by itself when the poll is due', async () => {
    const { loop, state } = aLoop({ poll: 20 });
    await waitUntil(() => state.drains > 3, { what: 'some looks' });
    await loop.stop();
  });

  it('moves what is there before it stops', async () => {
    const { loop, state } = aLoop();
    state.rows = 25;
    await loop.stop();

    expect(state.rows).toBe(0);
  });

  it('tells of the first failure and not of each, and goes on when it is over', async () => {
    let isGone = true;
    const { loop, state } = aLoop({ drain: () => (isGone ? failing() : Promise.resolve(0)) });
    await waitUntil(() => state.errors.length === 1, { what: 'the error' });
    loop.wake();
    isGone = false;
    await loop.stop();

    expect(state.errors).toHaveLength(1);
  });

  it('stops at once while it fails', async () => {
    // Its pause does not end by itself.
    jest.useFakeTimers();
    try {
      const { loop, state } = aLoop({ drain: failing, patience: 600_000 });
      await waitUntil(() => state.errors.length === 1, { what: 'the error' });
      await loop.stop();
    } finally {
      jest.useRealTimers();
    }
  });

  it('stops after its patience when a drain never comes back', async () => {
    const { loop } = aLoop({ drain: () => new Promise(() => undefined), patience: 50 });

    await expect(loop.stop()).resolves.toBeUndefined();
  });
});
