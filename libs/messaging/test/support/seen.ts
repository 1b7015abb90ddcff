import type { ReceivedEvent } from '../../src/index.ts';
import type { Noted } from './noted.ts';

/** What handlers have seen, for tests to look at. */
export class Seen {
  readonly numbers = new Map<string, number[]>();
  total = 0;

  readonly take = (events: readonly ReceivedEvent<Noted>[]): void => {
    for (const { payload } of events) this.note(payload.key, payload.n);
  };

  note(key: string, n: number): void {
    const numbers = this.numbers.get(key);
    if (numbers) numbers.push(n);
    else this.numbers.set(key, [n]);
    this.total += 1;
  }

  of(key: string): readonly number[] {
    return this.numbers.get(key) ?? [];
  }

  /** Each number of a key where it came for the first time. */
  firsts(key: string): number[] {
    return [...new Set(this.of(key))];
  }

  /** Different records seen. */
  get distinct(): number {
    return [...this.numbers.values()].reduce((sum, numbers) => sum + new Set(numbers).size, 0);
  }
}

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
