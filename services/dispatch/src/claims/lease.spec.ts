import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Lease } from './lease.ts';

describe('a lease', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const after = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  it('is held for as long as it is renewed', async () => {
    const lease = new Lease(() => Promise.resolve(true), 3000);

    await after(60_000);
    expect(lease.isHeld).toBe(true);

    lease.end();
    await after(3000);
    expect(lease.isHeld).toBe(false);
  });

  it('is over at once where another has taken the claim', async () => {
    const lease = new Lease(() => Promise.resolve(false), 3000);

    await after(900);
    expect(lease.isHeld).toBe(true);
    await after(200);
    expect(lease.isHeld).toBe(false);
  });

  it('runs out while the database does not answer, and is held again when it does', async () => {
    let isAway = true;
    const lease = new Lease(() => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(true)), 3000);

    await after(2500);
    expect(lease.isHeld).toBe(false);
    isAway = false;
    await after(200);
    expect(lease.isHeld).toBe(true);
    lease.end();
  });
});
