const MS_PER_HOUR = 3_600_000;
/** Who is remembered at a time; the one not seen for longest is forgotten first. */
const MOST_KEYS = 50_000;

interface Bucket {
  /** How often it may happen at once. */
  readonly left: number;
  readonly at: number;
}

/** So many an hour for each key, all of them at once where it comes to that (a token bucket). Of one process: several together allow more. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly perHour: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Seconds after which it may happen again; 0: it may now, and has been counted. */
  take(key: string): number {
    const at = this.now();
    const known = this.buckets.get(key);
    const left = known ? Math.min(this.perHour, known.left + ((at - known.at) * this.perHour) / MS_PER_HOUR) : this.perHour;
    this.buckets.delete(key);
    this.buckets.set(key, { left: left >= 1 ? left - 1 : left, at });
    if (this.buckets.size > MOST_KEYS) this.forgetOldest();
    return left >= 1 ? 0 : Math.ceil(Math.round(((1 - left) * MS_PER_HOUR) / this.perHour) / 1000);
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys();
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}
