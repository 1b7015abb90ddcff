/** How much more may leave each day. */
export interface Ramp {
  /** Messages on the first day. */
  readonly start: number;
  /** How many times as many on each day after it. */
  readonly growth: number;
  /** From so many a day on there is no limit. */
  readonly full: number;
}

/** How a new relay or a new sender is made known to receivers: a little on the first day, more each day. */
export interface WarmUp extends Ramp {
  /** The first day, like 2026-11-24, in UTC. */
  readonly from: string;
}

const DAY = 86_400_000;

/** What a warm-up allows on the day of a moment (ms since the epoch); undefined when it is over. Nothing before it begins. */
export function allowanceAt({ start, growth, full, from }: WarmUp, now: number): number | undefined {
  const day = Math.floor((now - Date.parse(`${from}T00:00:00Z`)) / DAY);
  if (day < 0) return 0;
  const allowance = Math.floor(start * growth ** day);
  return allowance >= full ? undefined : allowance;
}
