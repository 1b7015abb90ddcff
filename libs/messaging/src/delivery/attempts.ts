interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** Counts how often the records from an offset on have failed; progress of the partition forgets the count. */
export class Attempts {
  private readonly counts = new Map<string, { offset: bigint; count: number }>();

  of(place: Place, offset: bigint): number {
    const seen = this.counts.get(keyOf(place));
    return seen?.offset === offset ? seen.count : 0;
  }

  /** Counts one more and gives the new count. */
  count(place: Place, offset: bigint): number {
    const count = this.of(place, offset) + 1;
    this.counts.set(keyOf(place), { offset, count });
    return count;
  }

  clear(place: Place): void {
    this.counts.delete(keyOf(place));
  }
}

const keyOf = ({ topic, partition }: Place): string => `${topic}/${partition}`;
