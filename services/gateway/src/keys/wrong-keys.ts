import { DomainError } from '@widecast/service-kit';

const WINDOW = 60_000;
const MOST = 20;
const MOST_ADDRESSES = 10_000;

/** Too many wrong keys came from one address. */
export class TooManyWrongKeys extends DomainError {
  readonly kind = 'too-many';

  constructor() {
    super('Too many requests with wrong keys came from your address; wait a minute, then use a valid key');
  }
}

/** Counts wrong keys by address, a minute at a time. */
export class WrongKeys {
  private counts = new Map<string, number>();
  private begun = 0;

  note(address: string, now: number): void {
    this.turn(now);
    const count = this.counts.get(address) ?? 0;
    if (count === 0 && this.counts.size >= MOST_ADDRESSES) return;
    this.counts.set(address, count + 1);
  }

  areTooMany(address: string, now: number): boolean {
    this.turn(now);
    return (this.counts.get(address) ?? 0) >= MOST;
  }

  private turn(now: number): void {
    if (now - this.begun < WINDOW) return;
    this.counts = new Map();
    this.begun = now;
  }
}
