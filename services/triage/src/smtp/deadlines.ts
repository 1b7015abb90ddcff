/** Ends what does not come to its end in time, by id; a byte now and then does not help. */
export class Deadlines {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly ms: number,
    private readonly end: (id: string) => void,
  ) {}

  /** From now on, anew where it was set before. */
  set(id: string): void {
    this.lift(id);
    const timer = setTimeout(() => {
      this.timers.delete(id);
      this.end(id);
    }, this.ms);
    this.timers.set(id, timer.unref());
  }

  lift(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }
}
