/** What was started, to be ended in the opposite order; each end once, and each tried even where an earlier one failed. */
export class Teardown {
  private readonly ends: (() => unknown)[] = [];

  /** Ends before everything that was added earlier. */
  add(end: () => unknown): void {
    this.ends.unshift(end);
  }

  /** Throws the first failure after all ends were tried. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.ends.splice(0)) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
