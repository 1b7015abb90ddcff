/** Places that rest, with the time at which they may go on. */
export class Resting {
  private readonly until = new Map<string, number>();

  constructor(private readonly wake: () => void) {}

  begin(place: string, rest: number | 'stopped'): void {
    this.until.set(place, rest === 'stopped' ? Number.POSITIVE_INFINITY : Date.now() + rest);
    if (rest !== 'stopped') setTimeout(this.wake, rest + 1).unref();
  }

  /** Whether a rest began here that nothing has ended yet, be its time over or not. */
  has(place: string): boolean {
    return this.until.has(place);
  }

  lasts(place: string): boolean {
    return (this.until.get(place) ?? 0) > Date.now();
  }

  end(place: string): void {
    this.until.delete(place);
  }
}
