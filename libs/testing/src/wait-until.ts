import { setTimeout as delay } from 'node:timers/promises';

type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>;

export interface Patience {
  /** Named in the error, as in "gave up waiting for <what>". */
  readonly what: string;
  /** Milliseconds, 30 000 unless given. */
  readonly timeout?: number;
  /** Milliseconds between two looks, 20 unless given. */
  readonly interval?: number;
}

/** Looks until the probe answers something truthy and returns that; throws after the timeout, and at once what the probe throws. */
export async function waitUntil<T>(
  probe: () => T | Promise<T>,
  { what, timeout = 30_000, interval = 20 }: Patience,
): Promise<Truthy<T>> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const answer = await probe();
    if (answer) return answer as Truthy<T>;
    if (Date.now() >= deadline) throw new Error(`Gave up waiting for ${what} after ${timeout} ms`);
    await delay(interval);
  }
}
