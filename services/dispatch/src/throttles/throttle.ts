import { DAY, HOUR, SECOND, TEN_SECONDS, type Span } from './meter.ts';
import { allowanceAt, type WarmUp } from './warm-up.ts';

/** Which messages a throttle concerns; null is any. What it allows is shared by all of them. */
export interface Scope {
  readonly provider: string | null;
  readonly domain: string | null;
  /** The name of a relay, like `mail.example:587`, or the id of a channel. */
  readonly relay: string | null;
  readonly campaignId: string | null;
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
}

/** One limit on one length of time, with the key of the meter that counts it. */
export interface Limit {
  readonly key: string;
  readonly span: Span;
  readonly most: number;
  /** What promotions may not use of it. */
  readonly reserved: number;
}

export function concerns(scope: Scope, { relay, provider, domain, sourceId }: Target): boolean {
  return (scope.provider === null || scope.provider === provider) && (scope.domain === null || scope.domain === domain)
    && (scope.relay === null || scope.relay === relay) && (scope.campaignId === null || scope.campaignId === sourceId);
}

/** `now` in ms since the epoch: a warm-up grows with the days. */
export function limitsOf({ id, perSecond, perHour, perDay, warmUp, reserve }: Throttle, now: number): Limit[] {
  const days = [perDay, warmUp && allowanceAt(warmUp, now)].filter((most) => typeof most === 'number');
  const limits: [Span, number | null][] = [[SECOND, perSecond], [HOUR, perHour], [DAY, days.length > 0 ? Math.min(...days) : null]];
  return limits.flatMap(([span, most]) => (most === null ? [] : [{ key: `${id}/${span.name}`, span, most, reserved: Math.floor(most * reserve) }]));
}

/** Of a lane that was slowed down; slow ones are counted over ten seconds, so that there is something to count. */
export function limitOfLane(lane: string, rate: number): Limit {
  const span = rate < 10 ? TEN_SECONDS : SECOND;
  return { key: `${lane}/${span.name}`, span, most: Math.max(1, Math.floor(rate * span.length / 1000)), reserved: 0 };
}
