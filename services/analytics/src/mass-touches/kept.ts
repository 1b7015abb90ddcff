interface Reading<Value> {
  /** ms after the end of a reading. */
  readonly keeps: number;
  readonly read: () => Promise<Value>;
}

/** What was read last counts for a while, and those who ask in the meantime wait for one reading together. What failed is read again. */
export class Kept<Value> {
  private last: { readonly value: Value; readonly until: number } | undefined;
  private running: Promise<Value> | undefined;

  constructor(private readonly reading: Reading<Value>) {}

  async get(): Promise<Value> {
    if (this.last && performance.now() < this.last.until) return this.last.value;
    this.running ??= this.renew().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async renew(): Promise<Value> {
    const value = await this.reading.read();
    this.last = { value, until: performance.now() + this.reading.keeps };
    return value;
  }
}
