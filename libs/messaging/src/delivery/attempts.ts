interface Place {
  readonly topic: string;
  readonly partition: number;
}

interface Failures {
  readonly offset: bigint;
  /** Attempts used up. */
  readonly attempts: number;
  /** Failures that were nobody's fault, as when the database is gone. */
  readonly outages: number;
}

/** Counts how often the records from an offset on have failed; progress of the partition forgets the count. */
export class Attempts {
  private readonly failures = new Map<string, Failures>();

  of(place: Place, offset: bigint): number {
    return this.seen(place, offset).attempts;
  }

  /** Counts one more attempt and gives the new count. */
  count(place: Place, offset: bigint): number {
    const seen = this.seen(place, offset);
    this.failures.set(keyOf(place), { ...seen, attempts: seen.attempts + 1, outages: 0 });
    return seen.attempts + 1;
  }

  /** Counts a failure that uses up no attempt, and gives how many there were in a row. */
  excuse(place: Place, offset: bigint): number {
    const seen = this.seen(place, offset);
    this.failures.set(keyOf(place), { ...seen, outages: seen.outages + 1 });
    return seen.outages + 1;
  }

  clear(place: Place): void {
    this.failures.delete(keyOf(place));
  }

  private seen(place: Place, offset: bigint): Failures {
    const seen = this.failures.get(keyOf(place));
    return seen?.offset === offset ? seen : { offset, attempts: 0, outages: 0 };
  }
}

const keyOf = ({ topic, partition }: Place): string => `${topic}/${partition}`;
