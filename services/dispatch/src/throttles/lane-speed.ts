/** How fast a lane may go after its receiver has asked for less: halved each time, and a step more for each pause without a complaint. */
export interface LaneSpeed {
  /** Messages a second. */
  readonly rate: number;
  /** What is added at a time. */
  readonly step: number;
  /** How fast it went when it was first asked to slow down. */
  readonly before: number;
}

const SLOWEST = 0.1;
const [DOWN, UP] = [0.5, 0.1];

/** After a complaint (the multiplicative decrease of Chiu and Jain 1989); `observed` is how fast the lane goes now. */
export function slower(speed: LaneSpeed | undefined, observed: number): LaneSpeed {
  const before = speed?.before ?? Math.max(observed, 2 * SLOWEST);
  const rate = Math.max((speed?.rate ?? before) * DOWN, SLOWEST);
  return { rate, step: Math.max(rate * UP, before / 50, SLOWEST), before };
}

/** After a pause without one (the additive increase); undefined where it is as free as before. */
export function faster(speed: LaneSpeed): LaneSpeed | undefined {
  const rate = speed.rate + speed.step;
  return rate > 2 * speed.before ? undefined : { ...speed, rate };
}

/** Greylisting says no more than: come again. */
const GREYLISTED = /^45[01] 4\.7\.1$/;
const TOO_FAST = /^(?:421\b|4\d\d 4\.7\.|45[01] 4\.2\.1$|450$)/;

/** Whether a temporary refusal, like `421 4.7.28`, means the sender and not the recipient: too much, too fast. */
export const asksToSlowDown = (code: string): boolean => TOO_FAST.test(code) && !GREYLISTED.test(code);
