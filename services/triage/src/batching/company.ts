/** Lets those go on together who come within some time of each other; who is alone waits for nobody. */
export class Company {
  private present = 0;
  private meeting: Promise<void> | undefined;

  constructor(private readonly ms: number) {}

  /** Does the work once others may have come. */
  async with<Result>(work: () => Promise<Result>): Promise<Result> {
    this.present += 1;
    try {
      if (this.present > 1) await this.met();
      return await work();
    } finally {
      this.present -= 1;
    }
  }

  private met(): Promise<void> {
    this.meeting ??= new Promise((resolve) => {
      setTimeout(() => {
        this.meeting = undefined;
        resolve();
      }, this.ms);
    });
    return this.meeting;
  }
}
