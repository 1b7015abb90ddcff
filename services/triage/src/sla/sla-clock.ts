import type { WorkingTime } from './working-time.ts';

/** What was promised and how much of it is used up; instants and durations in ms. */
export interface SlaClock {
  /** Working time that was promised. */
  readonly target: number;
  /** Working time used up until the clock last stood still. */
  readonly spent: number;
  /** Since when it runs; null: it stands still. */
  readonly since: number | null;
}

export const startedAt = (at: number, target: number): SlaClock => ({ target, spent: 0, since: at });

/** Stands still from now on, as while the customer is waited for. What happened before the clock last moved changes nothing. */
export function paused(clock: SlaClock, at: number, time: WorkingTime): SlaClock {
  return clock.since === null ? clock : { ...clock, spent: clock.spent + time.between(clock.since, at), since: null };
}

export const resumed = (clock: SlaClock, at: number): SlaClock => (clock.since === null ? { ...clock, since: at } : clock);

/** When the share (0 to 1) of the target is used up, if nothing stops the clock; null while it stands still. */
export function dueAt(clock: SlaClock, time: WorkingTime, share = 1): number | null {
  return clock.since === null ? null : time.after(clock.since, clock.target * share - clock.spent);
}
