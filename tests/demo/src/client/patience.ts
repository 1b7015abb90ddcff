import { setTimeout as delay } from 'node:timers/promises';

export interface Watch<Value> {
  /** Named in the error, as in "ledger of campaign X". */
  readonly what: string;
  readonly seconds: number;
  readonly read: () => Promise<Value>;
  readonly isDone: (value: Value) => boolean;
  /** Milliseconds between two looks. */
  readonly interval?: number;
}

export class NotInTime extends Error {
  constructor(what: string, seconds: number, last: unknown) {
    super(`${what} after ${seconds} s: ${JSON.stringify(last)}`);
    this.name = NotInTime.name;
  }
}

/** Looks until it is done and gives the last value seen either way: what differs is for the checks to tell. */
export async function lastSeen<Value>({ seconds, read, isDone, interval = 200 }: Watch<Value>): Promise<{ readonly value: Value; readonly inTime: boolean }> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (isDone(value)) return { value, inTime: true };
    if (Date.now() >= until) return { value, inTime: false };
    await delay(interval);
  }
}

/** Looks until it is done; throws {@link NotInTime} with the last value seen. */
export async function waitFor<Value>(watch: Watch<Value>): Promise<Value> {
  const { value, inTime } = await lastSeen(watch);
  if (!inTime) throw new NotInTime(watch.what, watch.seconds, value);
  return value;
}
