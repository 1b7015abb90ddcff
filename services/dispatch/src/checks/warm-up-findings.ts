import { allowanceAt, type WarmUp } from '../throttles/warm-up.ts';
import { finding, type Finding } from './finding.ts';

/** What a throttle with a warm-up says of the mail from a domain. */
export interface SenderRamp {
  readonly throttle: string;
  readonly warmUp: WarmUp;
  /** The share that promotions leave to transactional mail. */
  readonly reserve: number;
  /** In the last 24 hours. */
  readonly used: number;
  /** Deliveries that wait for it already. */
  readonly waiting: number;
}

/** What is to leave from a domain. */
export interface Load {
  readonly domain: string;
  /** Undefined where the audience could not be counted. */
  readonly messages: number | undefined;
  readonly timeToLiveHours: number | null;
  /** Nothing ever left from it here. */
  readonly isNew: boolean;
}

/** As much as goes to anybody without a warm-up. */
const FEW = 1000;
/** Nobody plans further ahead, in days. */
const LONGEST = 365;
const DAY = 86_400_000;

/** Whether the messages fit what the sender may send while receivers get to know him; `now` in ms since the epoch. */
export function warmUpFindings(load: Load, ramps: readonly SenderRamp[], now: number): Finding[] {
  const { domain, messages, isNew } = load;
  const atWork = ramps.filter(({ warmUp }) => allowanceAt(warmUp, now) !== undefined);
  if (atWork.length > 0) return atWork.map((ramp) => rampFinding(load, ramp, now));
  if (isNew && (messages ?? Infinity) > FEW) {
    return [finding('warning', 'warm_up', domain, `nothing was ever sent from ${domain} here; where receivers do not know it, begin with some hundred a day: "senderWarmUp" of PUT /v1/sending-policy does so for new domains, a throttle with this sender and "warmUp" for one`)];
  }
  return [finding('ok', 'warm_up', domain, isNew ? 'few messages from a new domain' : 'no warm-up holds it back')];
}

function rampFinding({ domain, messages, timeToLiveHours }: Load, ramp: SenderRamp, now: number): Finding {
  const today = leftOn(ramp, 0, now);
  const name = `"${ramp.throttle}"`;
  if (messages === undefined) return finding('unknown', 'warm_up', domain, `the warm-up ${name} allows ${today} messages more today; how many are to be sent could not be counted`);
  const ahead = ramp.waiting > 0 ? `, after ${ramp.waiting} that wait already` : '';
  const days = daysFor(ramp, messages + ramp.waiting, now);
  if (days <= 1) return finding('ok', 'warm_up', domain, `${messages} messages fit what the warm-up ${name} allows today (${today} more)`);
  const time = days > LONGEST ? 'more than a year' : `${days} days`;
  const whole = `the warm-up ${name} allows ${today} messages more today, so ${messages} need ${time}${ahead}`;
  const inTime = timeToLiveHours === null ? messages : Math.max(0, leftWithin(ramp, timeToLiveHours, now) - ramp.waiting);
  if (inTime < messages) {
    return finding('error', 'warm_up', domain, `${whole}: ${messages - inTime} would expire, for the campaign's time to live is ${timeToLiveHours} hours; send to fewer, raise timeToLiveHours, or begin when the warm-up is further`);
  }
  return finding('warning', 'warm_up', domain, `${whole}; the rest waits as held and leaves by itself`);
}

/** What promotions may still use on a day from now, 0 being today. */
function leftOn({ warmUp, reserve, used }: SenderRamp, day: number, now: number): number {
  const allowance = allowanceAt(warmUp, now + day * DAY);
  if (allowance === undefined) return Infinity;
  return Math.max(0, allowance - Math.floor(allowance * reserve) - (day === 0 ? used : 0));
}

function daysFor(ramp: SenderRamp, messages: number, now: number): number {
  let left = messages;
  for (let day = 0; day <= LONGEST; day += 1) {
    left -= leftOn(ramp, day, now);
    if (left <= 0) return day + 1;
  }
  return Infinity;
}

function leftWithin(ramp: SenderRamp, hours: number, now: number): number {
  const whole = Math.ceil((now % DAY) / 3_600_000 + hours) / 24;
  return Array.from({ length: Math.min(Math.ceil(whole), LONGEST) }, (_, day) => leftOn(ramp, day, now)).reduce((sum, n) => sum + n, 0);
}
