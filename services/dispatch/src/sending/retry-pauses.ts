/** Pauses after temporary refusals, in units of the first: a minute, then 5, 15 and 30, then twice as long each time. */
const STEPS = [1, 5, 15, 30];
const LONGEST = 4 * 3600_000;
/** Receivers that greylist want at least so many units to pass. */
const GREYLISTING = 5;
/** So that those refused together do not come again together. */
const JITTER = 0.2;

/** A refusal that says no more than: come again. */
const GREYLISTED = /^45[01] 4\.7\.1$/;

export interface Refusal {
  /** Conversations before this one. */
  readonly attempt: number;
  /** Like `451 4.7.1`. */
  readonly code: string;
  /** How long the relay asked to be left alone, in ms. */
  readonly hint?: number | undefined;
}

/** How long to wait after a temporary refusal, in ms; `unit` is the pause after the first, `random` in [0, 1). */
export function pauseAfter({ attempt, code, hint = 0 }: Refusal, unit: number, random: () => number = Math.random): number {
  const steps = STEPS[attempt] ?? (STEPS.at(-1) ?? 1) * 2 ** (attempt - STEPS.length + 1);
  const least = Math.max(steps, GREYLISTED.test(code) ? GREYLISTING : 0) * unit;
  const spread = Math.min(Math.max(least, hint), LONGEST) * (1 + JITTER * (2 * random() - 1));
  return Math.round(Math.min(Math.max(spread, Math.min(hint, LONGEST)), LONGEST));
}
