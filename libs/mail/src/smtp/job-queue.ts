import type { Job } from './job.ts';

/** Places at first; they double where they are not enough. */
const PLACES = 256;

/**
 * Jobs in the order in which they came, in a ring of places. What was taken is not named any longer, nor is any list left behind that names
 * messages: one that has grown old would keep them in memory until the next collection of everything.
 */
export class JobQueue {
  private places: (Job | undefined)[] = Array.from({ length: PLACES }, () => undefined);
  private head = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(job: Job): void {
    if (this.count === this.places.length) this.grow();
    this.places[this.placeOf(this.count)] = job;
    this.count += 1;
  }

  /** Before all others. */
  putBack(jobs: readonly Job[]): void {
    for (const job of jobs.toReversed()) {
      if (this.count === this.places.length) this.grow();
      this.head = this.placeOf(this.places.length - 1);
      this.places[this.head] = job;
      this.count += 1;
    }
  }

  shift(): Job | undefined {
    if (this.count === 0) return undefined;
    const job = this.places[this.head];
    this.places[this.head] = undefined;
    this.head = this.placeOf(1);
    this.count -= 1;
    return job;
  }

  /** Takes all of them. */
  empty(): Job[] {
    const left: Job[] = [];
    for (let job = this.shift(); job; job = this.shift()) left.push(job);
    return left;
  }

  private placeOf(number: number): number {
    return (this.head + number) % this.places.length;
  }

  private grow(): void {
    const { places, head } = this;
    this.places = [...places.slice(head), ...places.slice(0, head), ...places.map(() => undefined)];
    this.head = 0;
    places.fill(undefined);
  }
}
