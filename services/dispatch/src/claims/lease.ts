/** Time that is kept back from a lease to write outcomes, as a share of it. */
const RESERVE = 0.25;

/** Our hold on a claim: renewed until {@link end}, so that an answer may take as long as the relay likes. */
export class Lease {
  private until: number;
  private timer: NodeJS.Timeout | undefined;
  private isEnded = false;

  /** `renew` gives whether the claim is still ours; `duration` is in ms. */
  constructor(private readonly renew: () => Promise<boolean>, private readonly duration: number) {
    // A monotonic clock: the lease began in the database before we knew of it.
    this.until = performance.now() + duration * (1 - RESERVE);
    this.plan(duration / 3);
  }

  /** Nobody else can have taken the claim over, nor will soon. */
  get isHeld(): boolean {
    return performance.now() < this.until;
  }

  end(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
  }

  private plan(pause: number): void {
    if (this.isEnded) return;
    this.timer = setTimeout(() => void this.tryToRenew(), pause);
  }

  private async tryToRenew(): Promise<void> {
    const begun = performance.now();
    const isOurs = await this.renew().catch(() => undefined);
    if (isOurs === false) {
      this.until = -Infinity;
      return;
    }
    if (isOurs) this.until = begun + this.duration * (1 - RESERVE);
    this.plan(isOurs ? this.duration / 3 : this.duration / 30);
  }
}
