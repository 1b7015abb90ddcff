import { DAY, HOUR, SECOND, TEN_SECONDS, type Span } from './meter.ts';
import { allowanceAt, type WarmUp } from './warm-up.ts';

/** Which messages a throttle concerns; null is any. What it allows is shared by all of them. */
export interface Scope {
  readonly provider: string | null;
  readonly domain: string | null;
  /** The name of a relay, like `mail.example:587`, or the id of a channel. */
  readonly relay: string | null;
  readonly campaignId: string | null;
  /** The domain that mail is from, in small letters; mail alone has one. */
  readonly sender: string | null;
}

/** At most so many messages in any second, hour and 24 hours; null is no limit. */
export interface Throttle extends Scope {
  readonly id: string;
  readonly name: string;
  readonly perSecond: number | null;
  readonly perHour: number | null;
  readonly perDay: number | null;
  readonly warmUp: WarmUp | null;
  /** The share that promotions leave to transactional mail, 0 … 1. */
  readonly reserve: number;
}

/** Where a message is to go, as throttles see it. */
export interface Target {
  readonly relay: string;
  readonly provider: string;
  /** Empty where only the provider is known. */
  readonly domain: string;
  readonly sourceId: string;
  /** Empty where no throttle asks for it, or it is no mail. */
  readonly sender: string;
}

/** One limit on one length of time, with the key of the meter that counts it. */
export interface Limit {
  readonly key: string;
  readonly span: Span;
  /** Infinity where it concerns promotions alone. */
  readonly most: number;
  /** What promotions may use of it. */
  readonly forPromotions: number;
}

export function concerns(scope: Scope, { relay, provider, domain, sourceId, sender }: Target): boolean {
  return (scope.provider === null || scope.provider === provider) && (scope.domain === null || scope.domain === domain)
    && (scope.relay === null || scope.relay === relay) && (scope.campaignId === null || scope.campaignId === sourceId)
    && (scope.sender === null || scope.sender === sender);
}

/** `now` in ms since the epoch: a warm-up grows with the days. It holds promotions alone; what else leaves counts, and does not wait. */
export function limitsOf({ id, perSecond, perHour, perDay, warmUp, reserve }: Throttle, now: number): Limit[] {
  const allowance = (warmUp && allowanceAt(warmUp, now)) ?? Infinity;
  const limits: [Span, number, number][] = [[SECOND, perSecond ?? Infinity, Infinity], [HOUR, perHour ?? Infinity, Infinity], [DAY, perDay ?? Infinity, allowance]];
  return limits.flatMap(([span, most, warm]) => {
    const least = Math.min(most, warm);
    return least === Infinity ? [] : [{ key: `${id}/${span.name}`, span, most, forPromotions: least - Math.floor(least * reserve) }];
  });
}

/** Of a lane that was slowed down; slow ones are counted over ten seconds, so that there is something to count. */
export function limitOfLane(lane: string, rate: number): Limit {
  const span = rate < 10 ? TEN_SECONDS : SECOND;
  const most = Math.max(1, Math.floor(rate * span.length / 1000));
  return { key: `${lane}/${span.name}`, span, most, forPromotions: most };
}
