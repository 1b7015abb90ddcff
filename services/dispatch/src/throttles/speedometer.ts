/** ms */
const WINDOW = 5000;
const MOST = 5000;

interface Count {
  begun: number;
  n: number;
  before: number;
}

/** How fast lanes go in this process, over the last seconds. */
export class Speedometer {
  private readonly counts = new Map<string, Count>();

  /** `now` in ms, of a clock that never goes back. */
  note(lane: string, n: number, now: number): void {
    const count = this.counts.get(lane);
    if (!count) {
      if (this.counts.size >= MOST) this.counts.clear();
      this.counts.set(lane, { begun: now, n, before: 0 });
      return;
    }
    turn(count, now);
    count.n += n;
  }

  /** Messages a second. */
  of(lane: string, now: number): number {
    const count = this.counts.get(lane);
    if (!count) return 0;
    turn(count, now);
    return Math.max(count.n / Math.max((now - count.begun) / 1000, 1), count.before);
  }
}

function turn(count: Count, now: number): void {
  const past = now - count.begun;
  if (past < WINDOW) return;
  count.before = past < 2 * WINDOW ? count.n / (past / 1000) : 0;
  count.begun = now;
  count.n = 0;
}
