import { IANAZone } from 'luxon';
import { shiftsByDay, type Calendar } from './calendar.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

const [MINUTE, DAY] = [60_000, 86_400_000];
/** Where so many days bring no end, they are the end. */
const FARTHEST = 366 * 20;
const REMEMBERED = 4000;

/**
 * Working time of a calendar; all in ms, instants since 1970-01-01 UTC. An instant is working time when the clock on the
 * wall of the zone then shows a time of a shift: an hour that summer time skips never comes, one that it repeats counts twice.
 */
export class WorkingTime {
  private readonly zone: IANAZone;
  private readonly shiftsOf: ReturnType<typeof shiftsByDay>;
  private readonly days = new Map<number, readonly Span[]>();

  constructor(calendar: Calendar) {
    this.zone = IANAZone.create(calendar.timeZone);
    this.shiftsOf = shiftsByDay(calendar);
  }

  /** Working time between two instants; 0 where the second is not later. */
  between(from: number, to: number): number {
    let sum = 0;
    for (let day = Math.floor(from / DAY); day * DAY < to; day += 1) {
      for (const span of this.spansOf(day)) sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
    }
    return sum;
  }

  /** The first instant at which so much working time has passed; twenty years later where it has not by then. */
  after(from: number, duration: number): number {
    return this.reached(from, duration) ?? (Math.floor(from / DAY) + FARTHEST) * DAY;
  }

  /** Whether so much working time passes within twenty years. */
  isReached(duration: number): boolean {
    return this.reached(0, duration) !== undefined;
  }

  private reached(from: number, duration: number): number | undefined {
    if (duration <= 0) return from;
    let rest = duration;
    const first = Math.floor(from / DAY);
    for (let day = first; day < first + FARTHEST; day += 1) {
      for (const span of this.spansOf(day)) {
        const begin = Math.max(span.from, from);
        const length = span.to - begin;
        if (length >= rest) return begin + rest;
        rest -= Math.max(0, length);
      }
    }
    return undefined;
  }

  /** The working spans of a UTC day, in their order. */
  private spansOf(day: number): readonly Span[] {
    const known = this.days.get(day);
    if (known) return known;
    if (this.days.size >= REMEMBERED) this.days.clear();
    const spans = this.steadyPieces(day * DAY).flatMap((piece) => this.spansWithin(piece));
    this.days.set(day, spans);
    return spans;
  }

  /** A UTC day cut where the offset of the zone changes; no zone changes twice within a day. */
  private steadyPieces(begin: number): Span[] {
    const end = begin + DAY;
    const offset = this.zone.offset(begin);
    if (this.zone.offset(end - 1) === offset) return [{ from: begin, to: end }];
    let [same, other] = [begin, end - 1];
    while (other - same > 1) {
      const middle = Math.floor((same + other) / 2);
      if (this.zone.offset(middle) === offset) same = middle;
      else other = middle;
    }
    return [{ from: begin, to: other }, { from: other, to: end }];
  }

  private spansWithin({ from, to }: Span): Span[] {
    const ahead = this.zone.offset(from) * MINUTE;
    const spans: Span[] = [];
    for (let day = Math.floor((from + ahead) / DAY); day * DAY < to + ahead; day += 1) {
      const midnight = day * DAY - ahead;
      for (const shift of this.shiftsOf(day)) {
        const span = { from: Math.max(from, midnight + shift.from * MINUTE), to: Math.min(to, midnight + shift.to * MINUTE) };
        if (span.from < span.to) spans.push(span);
      }
    }
    return spans;
  }
}
