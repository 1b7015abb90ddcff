import { counting, type Cells } from './meter.ts';
import type { Limit } from './throttle.ts';

/** What limits still allow at a moment, while it is being divided. */
export class Room {
  private readonly used = new Map<string, number>();

  constructor(private readonly cells: ReadonlyMap<string, Cells>, private readonly now: number) {}

  /** How many more may leave under all of the limits. */
  under(limits: readonly Limit[], isPromotion: boolean): number {
    return Math.max(0, Math.min(Infinity, ...limits.map((limit) => (isPromotion ? limit.forPromotions : limit.most) - this.usedOf(limit))));
  }

  take(limits: readonly Limit[], n: number): void {
    for (const limit of limits) this.used.set(limit.key, this.usedOf(limit) + n);
  }

  private usedOf({ key, span }: Limit): number {
    return this.used.get(key) ?? counting(this.cells.get(key) ?? [], span, this.now).reduce((sum, [, n]) => sum + n, 0);
  }
}

/** Deliveries of one source that wait in one lane. */
export interface Waiting {
  readonly sourceId: string;
  readonly lane: string;
  /** The more urgent ones sort behind. */
  readonly kind: string;
  readonly weight: number;
  /** It is over: nothing of it is to be sent, so nothing has to wait. */
  readonly isOver: boolean;
  /** Let go before, and not taken up yet. */
  readonly outstanding: number;
  readonly limits: readonly Limit[];
}

/** So many of one source and lane at a time; the rest soon after. */
const MOST = 1000;

const isPromotion = ({ kind }: Waiting): boolean => kind === 'campaign' || kind === 'funnel';

/** How many of each may go now: the more urgent first, among equals by weight; `random` in [0, 1) says who has what cannot be divided. */
export function shares(waiting: readonly Waiting[], room: Room, random: () => number = Math.random): Map<Waiting, number> {
  const bound = waiting.filter(({ isOver }) => !isOver);
  for (const each of bound) room.take(each.limits, each.outstanding);
  const shared = new Map(waiting.map((each) => [each, each.isOver ? MOST : 0]));
  for (const kind of new Set(bound.map((each) => each.kind).toSorted().toReversed())) {
    const equals = drawn(bound.filter((each) => each.kind === kind), random);
    // Once by weight, once for what rounding or a narrower limit has left.
    for (const divide of [byWeight, (each: Waiting) => room.under(each.limits, isPromotion(each))]) give(equals, shared, room, divide);
  }
  return shared;

  /** Of each limit the part that its weight has among those under the same limit who have nothing yet. */
  function byWeight(each: Waiting): number {
    const parts = each.limits.map((limit) => {
      const rivals = bound.filter(({ kind, limits }) => kind === each.kind && limits.some(({ key }) => key === limit.key));
      const total = rivals.filter((rival) => rival === each || shared.get(rival) === 0).reduce((sum, { weight }) => sum + weight, 0);
      return (room.under([limit], isPromotion(each)) * each.weight) / total;
    });
    return Math.floor(Math.min(Infinity, ...parts));
  }
}

/** In an order of chance, by weight. */
function drawn(equals: readonly Waiting[], random: () => number): Waiting[] {
  return equals.map((each) => ({ each, at: -Math.log(1 - random()) / each.weight })).toSorted((a, b) => a.at - b.at).map(({ each }) => each);
}

function give(equals: readonly Waiting[], shared: Map<Waiting, number>, room: Room, wantOf: (each: Waiting) => number): void {
  for (const each of equals) {
    const had = shared.get(each) ?? 0;
    const n = Math.min(wantOf(each), room.under(each.limits, isPromotion(each)), MOST - had);
    if (n <= 0) continue;
    room.take(each.limits, n);
    shared.set(each, had + n);
  }
}
